import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import { isRootMounted, parseMounts } from '@umlaut/core/xray';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { runningKernel } from './running-kernel.ts';

const TIMEOUT_MS = 2_000;

/**
 * A kernel gives up any disk that is not in use: without the one that it is about to boot from it panics. Only a kernel
 * that says that its root is mounted is asked: on a busy host one that boots may be silent now and obey a moment later.
 * @throws MACHINE_BUSY with field `line` before the guest's root is known to be mounted; MACHINE_*
 */
export async function assertRootMounted(entry: MachineEntry): Promise<void> {
  const [answer] = await runningKernel(entry).client.ask(['proc 1/mountinfo'], TIMEOUT_MS);
  if (answer !== undefined && 'unanswered' in answer && answer.unanswered.code.startsWith('MACHINE_')) {
    throw fromWireError(answer.unanswered);
  }
  const told = answer !== undefined && 'ok' in answer && answer.ok ? answer.bytes : null;
  if (told !== null && isRootMounted(parseMounts(told))) return;
  const why = told === null ? 'does not say whether it has mounted its root' : 'has not mounted its root yet';
  throw new UmlautError('MACHINE_BUSY', `The guest ${why}.`, {
    field: 'line',
    hint: 'Without its disk the kernel would panic. Try again in a second.',
  });
}
