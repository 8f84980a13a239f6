import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineAccount } from '@umlaut/core/machine';
import { expectSoon } from './wait-until.ts';

/** Debian's uml_switch, which ends when its standard input does. */
export interface UmlSwitch extends AsyncDisposable {
  /** For `ethN=daemon,MAC,unix,PATH`. */
  readonly socketPath: string;
}

export async function startUmlSwitch(parent: string): Promise<UmlSwitch> {
  const account = await machineAccount();
  const folder = join(parent, 'uml_switch');
  await mkdir(folder);
  if (account !== null) await chown(folder, account.uid, account.gid);
  const socketPath = join(folder, 'ctl');
  const child = spawn('uml_switch', ['-unix', socketPath], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  });
  const ended = once(child, 'exit');
  await expectSoon('uml_switch listens', async () =>
    stat(socketPath).then(
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
