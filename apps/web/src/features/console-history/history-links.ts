import { API_PREFIX } from '@umlaut/contracts/http';
import type { ConsoleFormat, ConsoleName, MachineId } from '@umlaut/contracts/model';
import type { RunMoment } from './run-moment.ts';

/** Path of a console's whole history as a file. Pure. */
export function downloadPath(id: MachineId, console: ConsoleName, format: ConsoleFormat): string {
  return `${API_PREFIX}/machines/${id}/consoles/${console}/history/download?format=${format}`;
}

/** Address that opens a console's history at a second of a run, or at an offset where no time is known. Pure. */
export function momentUrl(
  origin: string,
  id: MachineId,
  { console, moment }: { console: ConsoleName; moment: RunMoment | { offset: number } },
): string {
  const url = new URL(`/machines/${id}`, origin);
  const place =
    'offset' in moment ? { at: String(moment.offset) } : { boot: moment.bootId, t: String(moment.seconds) };
  url.search = new URLSearchParams({ tab: 'history', console, ...place }).toString();
  return url.href;
}
