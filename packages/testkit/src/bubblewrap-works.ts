import { machineAccount } from '@umlaut/core/machine';
import { runCommand } from '@umlaut/core/process';

/** Whether this host lets the machines' account make a sandbox; in many containers it does not. */
export async function bubblewrapWorks(): Promise<boolean> {
  const namespaces = ['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts'];
  const words = [...namespaces, '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', 'true'];
  try {
    const { code } = await runCommand('bwrap', words, { timeoutMs: 5_000, runAs: await machineAccount() });
    return code === 0;
  } catch {
    return false;
  }
}
