import { UmlautError } from '@umlaut/contracts/errors';
import { isRootMounted, parseMounts } from '@umlaut/core/xray';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { runningKernel } from './running-kernel.ts';

const TIMEOUT_MS = 2_000;

/**
 * A kernel gives up any disk that is not in use: without the one that it is about to boot from it panics.
 * One that does not answer refuses the request itself.
 * @throws MACHINE_BUSY with field `line` before the guest's root is mounted; MACHINE_NOT_RUNNING
 */
export async function assertRootMounted(entry: MachineEntry): Promise<void> {
  const [answer] = await runningKernel(entry).client.ask(['proc 1/mountinfo'], TIMEOUT_MS);
  if (answer === undefined || 'unanswered' in answer || !answer.ok) return;
  if (isRootMounted(parseMounts(answer.bytes))) return;
  throw new UmlautError('MACHINE_BUSY', 'The guest still boots: it has not mounted its root yet.', {
    field: 'line',
    hint: 'Without its disk the kernel would panic. Try again in a second.',
  });
}
