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

/** What this page says of who looks at a console. */
export interface ViewerWords {
  /** Empty: the name of the user who is signed in. */
  name: string;
  /** The page, over its reconnections. */
  me: string;
  /** To look only. */
  watching: boolean;
}

/**
 * Address of a console's WebSocket below the page's own origin. `from` resumes at that offset; without it
 * the server replays `tail` bytes, or its default. `size` claims the window size at once.
 */
export function consoleUrl(
  address: ConsoleAddress,
  base: string,
  {
    from,
    size,
    tail,
    viewer,
  }: { from: number | null; size: WindowSize | null; tail?: number; viewer: ViewerWords },
): string {
  const path = `${API_PREFIX}/machines/${address.machineId}/consoles/${address.console}`;
  const url = new URL(path, base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (from !== null) url.searchParams.set('from', String(from));
  else if (tail !== undefined) url.searchParams.set('tail', String(tail));
  if (size !== null) {
    url.searchParams.set('cols', String(size.cols));
    url.searchParams.set('rows', String(size.rows));
  }
  url.searchParams.set('viewers', '1');
  url.searchParams.set('me', viewer.me);
  if (viewer.name !== '') url.searchParams.set('as', viewer.name);
  if (viewer.watching) url.searchParams.set('access', 'view');
  return url.href;
}
