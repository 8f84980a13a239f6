import type { MachineId } from '@umlaut/contracts/model';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { toMachineState } from '../machines/machine-run.ts';

/**
 * Tells of a machine when its guest begins or ends, reboots included: what was seen of the one before says nothing of
 * the next. @returns what ends it
 */
export function onBootsChanged(
  registry: Pick<MachineRegistry, 'entries' | 'find' | 'onChanged'>,
  tell: (entry: MachineEntry) => void,
): () => void {
  const known = new Map<MachineId, string>();
  for (const entry of registry.entries()) known.set(entry.record.id, signOf(entry));
  return registry.onChanged((id) => {
    const entry = registry.find(id);
    if (entry === null) {
      known.delete(id);
      return;
    }
    const sign = signOf(entry);
    // A machine that was just made has sent nothing yet.
    const isOther = known.has(id) && sign !== known.get(id);
    known.set(id, sign);
    if (isOther) tell(entry);
  });
}

function signOf({ record, run }: MachineEntry): string {
  const state = toMachineState(run, record.lastExit);
  if (state.phase === 'stopped') return 'off';
  return state.phase === 'rebooting' ? `after ${state.bootId}` : state.bootId;
}
