import { API_PREFIX } from '@umlaut/contracts/http';
import type { ConsoleFormat, ConsoleName, MachineId } from '@umlaut/contracts/model';

/** Path of a console's whole history as a file. Pure. */
export function downloadPath(id: MachineId, console: ConsoleName, format: ConsoleFormat): string {
  return `${API_PREFIX}/machines/${id}/consoles/${console}/history/download?format=${format}`;
}

/** Address that opens a console's history at one moment. Pure. */
export function momentUrl(
  origin: string,
  id: MachineId,
  { console, at }: { console: ConsoleName; at: number },
): string {
  const url = new URL(`/machines/${id}`, origin);
  url.search = new URLSearchParams({ tab: 'history', console, at: String(at) }).toString();
  return url.href;
}
