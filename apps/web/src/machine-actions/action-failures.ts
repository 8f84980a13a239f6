import type { UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import { notifyError } from '../components/notify.ts';

export interface ActionFailure {
  title: string;
  error: UmlautError;
}

interface FailureStore {
  /** Machines whose page is open and shows failures itself. */
  watched: ReadonlySet<MachineId>;
  byId: ReadonlyMap<MachineId, ActionFailure>;
  set: (id: MachineId, failure: ActionFailure | null) => void;
  watch: (id: MachineId) => () => void;
}

const useFailures = create<FailureStore>()((set) => ({
  watched: new Set(),
  byId: new Map(),
  set: (id, failure) => {
    set(({ byId }) => {
      const next = new Map(byId);
      if (failure === null) next.delete(id);
      else next.set(id, failure);
      return { byId: next };
    });
  },
  watch: (id) => {
    set(({ watched }) => ({ watched: new Set(watched).add(id) }));
    return () => {
      set(({ watched, byId }) => ({
        watched: new Set([...watched].filter((other) => other !== id)),
        byId: new Map([...byId].filter(([other]) => other !== id)),
      }));
    };
  },
}));

/** Shows why an action failed: on the machine's own page when it is open, as a toast otherwise. */
export function reportActionFailure(id: MachineId, failure: ActionFailure): void {
  const { watched, set } = useFailures.getState();
  if (watched.has(id)) set(id, failure);
  else notifyError(failure.title, failure.error);
}

/** A new attempt: what failed before is history. */
export function clearActionFailure(id: MachineId): void {
  useFailures.getState().set(id, null);
}

/** For the page of one machine: its latest failure, and the way to dismiss it. */
export function useActionFailure(id: MachineId): { failure: ActionFailure | undefined; dismiss: () => void } {
  const watch = useFailures((store) => store.watch);
  useEffect(() => watch(id), [watch, id]);
  const failure = useFailures((store) => store.byId.get(id));
  const dismiss = useCallback(() => clearActionFailure(id), [id]);
  return { failure, dismiss };
}
