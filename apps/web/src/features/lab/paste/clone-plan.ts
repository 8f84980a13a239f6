import type { Machine, MachineId } from '@umlaut/contracts/model';
import { suggestName } from '../../../machine-actions/suggest-name.ts';

export interface ClonePlan {
  clones: { source: Machine; name: string }[];
  /** Their disks change under a copy. */
  running: Machine[];
}

/** Which of the machines can be cloned now, and what the clones are called. Machines that are gone are neither. */
export function planClones(ids: readonly MachineId[], machines: ReadonlyMap<MachineId, Machine>): ClonePlan {
  const taken = new Set([...machines.values()].map(({ name }) => name));
  const plan: ClonePlan = { clones: [], running: [] };
  for (const id of ids) {
    const source = machines.get(id);
    if (source === undefined) continue;
    if (source.state.phase === 'stopped') {
      const name = suggestName(source.name, taken);
      taken.add(name);
      plan.clones.push({ source, name });
    } else {
      plan.running.push(source);
    }
  }
  return plan;
}
