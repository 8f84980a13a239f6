import { useQuery } from '@tanstack/react-query';
import type { UmlautError } from '@umlaut/contracts/errors';
import type { Machine } from '@umlaut/contracts/model';
import { toUmlautError } from '../lib/read-error.ts';
import { machinesQuery } from '../live/live-queries.ts';

export interface MachineReading {
  /** Undefined unless `status` is `found`. */
  machine: Machine | undefined;
  /** `missing`: the list is known and the machine is not in it: it never was, or it was deleted. */
  status: 'loading' | 'found' | 'missing' | 'error';
  error: UmlautError | null;
  retry: () => void;
}

/** One machine, live: from the list that the event stream keeps true. `id` may be any string. */
export function useMachine(id: string): MachineReading {
  const query = useQuery({
    ...machinesQuery,
    select: (list) => list.items.find((item) => item.id === id),
  });
  const machine = query.data;
  const retry = (): void => void query.refetch();
  if (machine !== undefined) return { machine, status: 'found', error: null, retry };
  if (query.isError) return { machine, status: 'error', error: toUmlautError(query.error), retry };
  return { machine, status: query.isPending ? 'loading' : 'missing', error: null, retry };
}

/** All machines, live. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useMachines() {
  return useQuery(machinesQuery);
}
