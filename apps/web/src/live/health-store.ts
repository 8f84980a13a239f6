import type { Machine, MachineHealth, MachineId } from '@umlaut/contracts/model';
import { create } from 'zustand';

interface HealthStore {
  /** The newest verdict on each machine that runs, or ran. */
  byMachine: ReadonlyMap<MachineId, MachineHealth>;
  add: (items: readonly MachineHealth[]) => void;
  clear: () => void;
}

/** Live verdicts: like samples they have no number, and only the newest matter. */
export const useHealth = create<HealthStore>()((set) => ({
  byMachine: new Map(),
  add: (items) => {
    if (items.length === 0) return;
    set(({ byMachine }) => ({
      byMachine: new Map([...byMachine, ...items.map((item) => [item.id, item] as const)]),
    }));
  },
  clear: () => {
    set({ byMachine: new Map() });
  },
}));

/** The newest verdict on a machine, or undefined while there is none: nobody tells when one no longer holds. */
export function useMachineHealth({ id, state }: Pick<Machine, 'id' | 'state'>): MachineHealth | undefined {
  const health = useHealth((store) => store.byMachine.get(id));
  return state.phase === 'running' || state.phase === 'paused' ? health : undefined;
}
