import { spawn } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineAccount } from '@umlaut/core/machine';
import { listening, type ListeningProgram } from './listening-program.ts';

/** Debian's uml_switch, which ends when its standard input does: for `ethN=daemon,MAC,unix,PATH`. */
export async function startUmlSwitch(parent: string): Promise<ListeningProgram> {
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
  return listening(child, socketPath, () => stat(socketPath));
}
