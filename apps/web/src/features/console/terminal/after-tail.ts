import type { ConsoleConnection } from '../connection/console-connection.ts';

/** What waits for a console's first lines waits no longer than this, milliseconds. */
export const TAIL_DEADLINE_MS = 300;

type Watched = Pick<ConsoleConnection, 'snapshot' | 'subscribe'>;

/**
 * Calls back when the lines that a console begins with have been painted, or after TAIL_DEADLINE_MS. Whatever a page
 * does before that keeps somebody waiting for them. Returns the cancellation.
 */
export function afterTail(connection: Watched, callback: () => void): () => void {
  let frame: number | null = null;
  const end = (): void => {
    clearTimeout(timer);
    unsubscribe();
    if (frame !== null) cancelAnimationFrame(frame);
  };
  const finish = (): void => {
    end();
    callback();
  };
  const check = (): void => {
    if (connection.snapshot.replaying || frame !== null) return;
    // The terminal draws in this frame, and in the next one it has been shown.
    frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        clearTimeout(timer);
        timer = setTimeout(finish);
      });
    });
  };
  let timer = setTimeout(finish, TAIL_DEADLINE_MS);
  const unsubscribe = connection.subscribe(check);
  check();
  return end;
}

/**
 * Subscribes the page around a terminal: of all that happens while the first lines are on their way it hears once,
 * when they are there.
 */
export function subscribeAfterTail(connection: Watched, listener: () => void): () => void {
  let wasReplaying = connection.snapshot.replaying;
  let stopWaiting: (() => void) | null = null;
  const unsubscribe = connection.subscribe(() => {
    if (stopWaiting !== null) return;
    if (!wasReplaying && !connection.snapshot.replaying) {
      listener();
      return;
    }
    stopWaiting = afterTail(connection, () => {
      stopWaiting = null;
      wasReplaying = connection.snapshot.replaying;
      listener();
    });
  });
  return () => {
    unsubscribe();
    stopWaiting?.();
  };
}
