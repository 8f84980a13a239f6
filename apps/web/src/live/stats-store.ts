import type { HostUsage, MachineId, MachineStats } from '@umlaut/contracts/model';
import { create } from 'zustand';

/** Samples kept for graphs: five minutes at one in two seconds. */
const USAGE_HISTORY = 150;
const MACHINE_HISTORY = 150;

interface StatsStore {
  /** The newest sample of each machine that runs. */
  byMachine: ReadonlyMap<MachineId, MachineStats>;
  /** The last five minutes of each machine that runs, oldest first. */
  history: ReadonlyMap<MachineId, readonly MachineStats[]>;
  /** Load of the host, oldest first, at most USAGE_HISTORY samples. */
  usage: readonly HostUsage[];
  addStats: (items: readonly MachineStats[]) => void;
  addUsage: (usage: HostUsage) => void;
  clear: () => void;
}

/** Live samples: they have no number, are never replayed and only the newest matter. */
export const useStats = create<StatsStore>()((set) => ({
  byMachine: new Map(),
  history: new Map(),
  usage: [],
  addStats: (items) => {
    set((store) => ({
      byMachine: new Map(items.map((item) => [item.id, item])),
      history: new Map(
        items.map((item) => {
          const before = store.history.get(item.id) ?? [];
          return [item.id, [...before, item].slice(-MACHINE_HISTORY)];
        }),
      ),
    }));
  },
  addUsage: (usage) => {
    set((store) => ({ usage: [...store.usage, usage].slice(-USAGE_HISTORY) }));
  },
  clear: () => {
    set({ byMachine: new Map(), history: new Map(), usage: [] });
  },
}));

/** The newest sample of one machine, or undefined when it does not run. */
export function useMachineStats(id: MachineId): MachineStats | undefined {
  return useStats((store) => store.byMachine.get(id));
}
