import { create } from 'zustand';

interface TaskDrawerStore {
  opened: boolean;
  set: (opened: boolean) => void;
}

/** Whether the drawer with running and recent tasks is open: any page may open it. */
export const useTaskDrawer = create<TaskDrawerStore>()((set) => ({
  opened: false,
  set: (opened) => {
    set({ opened });
  },
}));

export function openTaskDrawer(): void {
  useTaskDrawer.getState().set(true);
}
