import { spawn } from 'node:child_process';
import { chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineAccount } from '@umlaut/core/machine';
import { listening, type ListeningProgram } from './listening-program.ts';

/**
 * Debian's vde_switch, which ends when its standard input does; by the folder of its sockets: for `ethN=vde,PATH,MAC`,
 * or `vnl=PATH`.
 */
export async function startVdeSwitch(parent: string): Promise<ListeningProgram> {
  const account = await machineAccount();
  const folder = join(parent, 'vde_switch');
  await mkdir(folder);
  if (account !== null) await chown(folder, account.uid, account.gid);
  const socketPath = join(folder, 'ctl');
  const child = spawn('vde_switch', ['-sock', folder], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...account,
  });
  return { ...(await listening(child, folder, () => stat(socketPath))), socketPath: folder };
}
