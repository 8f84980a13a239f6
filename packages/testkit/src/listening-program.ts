import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expectSoon } from './wait-until.ts';

/** A program that tests start, and the socket by which it is reached. */
export interface ListeningProgram extends AsyncDisposable {
  readonly socketPath: string;
}

/** @param isUp asked until it listens */
export async function listening(
  child: ChildProcess,
  socketPath: string,
  isUp: () => Promise<unknown>,
): Promise<ListeningProgram> {
  const ended = once(child, 'exit');
  await expectSoon(`${child.spawnfile} listens`, async () =>
    isUp().then(
      () => true,
      () => false,
    ),
  );
  return {
    socketPath,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}
