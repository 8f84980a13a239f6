import { API_PREFIX } from '@umlaut/contracts/http';
import type { ConsoleName, MachineId } from '@umlaut/contracts/model';

export interface WindowSize {
  cols: number;
  rows: number;
}

export interface ConsoleAddress {
  machineId: MachineId;
  console: ConsoleName;
}

/**
 * Address of a console's WebSocket below the page's own origin. `from` resumes at that offset; without it
 * the server replays `tail` bytes, or its default. `size` claims the window size at once.
 */
export function consoleUrl(
  address: ConsoleAddress,
  base: string,
  query: { from: number | null; size: WindowSize | null; tail?: number },
): string {
  const path = `${API_PREFIX}/machines/${address.machineId}/consoles/${address.console}`;
  const url = new URL(path, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (query.from !== null) url.searchParams.set('from', String(query.from));
  else if (query.tail !== undefined) url.searchParams.set('tail', String(query.tail));
  if (query.size !== null) {
    url.searchParams.set('cols', String(query.size.cols));
    url.searchParams.set('rows', String(query.size.rows));
  }
  return url.href;
}
