import type { MachineId } from '@umlaut/contracts/model';
import type { KeyQueue } from './key-queue.ts';
import type { MachineRegistry } from './machine-registry.ts';

/** Runs an operation at the machine's turn. @throws MACHINE_NOT_FOUND at once, not after a wait. */
export async function atTurn<T>(
  { registry, queue }: { registry: MachineRegistry; queue: KeyQueue<MachineId> },
  id: MachineId,
  operation: () => Promise<T>,
): Promise<T> {
  registry.get(id);
  return queue.run(id, operation);
}
