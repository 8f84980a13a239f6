import type { MachineId } from '@umlaut/contracts/model';
import { create } from 'zustand';
import type { MachineAction } from './action-definitions.ts';

interface BusyStore {
  byId: ReadonlyMap<MachineId, MachineAction>;
  begin: (id: MachineId, action: MachineAction) => void;
  end: (id: MachineId) => void;
}

/** Machines with a request of this page under way, so that its button turns and nobody clicks twice. */
export const useBusyMachines = create<BusyStore>()((set) => ({
  byId: new Map(),
  begin: (id, action) => {
    set(({ byId }) => ({ byId: new Map(byId).set(id, action) }));
  },
  end: (id) => {
    set(({ byId }) => {
      const next = new Map(byId);
      next.delete(id);
      return { byId: next };
    });
  },
}));

/** The action under way on a machine, or undefined. */
export function useBusyAction(id: MachineId): MachineAction | undefined {
  return useBusyMachines((store) => store.byId.get(id));
}
