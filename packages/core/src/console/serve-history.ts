import type { ConsoleName } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import { DEFAULT_CONSOLE_SIZE } from './console-log.ts';
import type { ConsoleQuery } from './console-query.ts';
import { ConsoleViewer } from './console-viewer.ts';
import { FramePool } from './frame-pool.ts';
import { HistoryLog } from './history-log.ts';
import { replayStart } from './replay-start.ts';
import type { ViewerSocket } from './viewer-socket.ts';

/** A viewer that acknowledges nothing for so long is gone or broken. */
const PROGRESS_DEADLINE_MS = 60_000;

export interface HistoryOptions {
  /** Folder of the console's log; one that does not exist is an empty log. */
  dir: string;
  name: ConsoleName;
  socket: ViewerSocket;
  query: ConsoleQuery;
}

/**
 * Shows the log of a console whose machine does not run: hello with `live: false`, the bytes asked for under
 * flow control, `ended`, and close code 4000 once the viewer has acknowledged all. Input is ignored.
 * @throws ErrnoException when the folder exists but cannot be read; the connection is then untouched
 */
export function serveHistory({ dir, name, socket, query }: HistoryOptions): void {
  const log = new HistoryLog(dir);
  const deadline = setTimeout(
    () => viewer.close(CLOSE.tooSlow, 'nothing acknowledged'),
    PROGRESS_DEADLINE_MS,
  );
  const viewer: ConsoleViewer = new ConsoleViewer({
    socket,
    log,
    frames: new FramePool(),
    lossless: query.lossless,
    offset: replayStart(log, query),
    hello: { console: name, ...(query.size ?? DEFAULT_CONSOLE_SIZE), live: false },
    onInput: () => undefined,
    onMessage: () => undefined,
    onProgress: () => {
      deadline.refresh();
      if (viewer.hasEnded && viewer.hasAcknowledged) viewer.close(CLOSE.ended, 'end of the history');
    },
    onGone: () => clearTimeout(deadline),
  });
  viewer.send({ type: 'primary', primary: false });
  viewer.finish();
}
