import { queryOptions } from '@tanstack/react-query';
import type { LabId } from '@umlaut/contracts/model';
import { api } from '../lib/api-client.ts';
import { toUmlautError } from '../lib/read-error.ts';

/** Captures of all links of a lab. The event stream does not tell of them: who looks asks again now and then. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function capturesQuery(labId: LabId) {
  return queryOptions({
    queryKey: ['lab-captures', labId],
    // With the first link the network is started, and after a crash again: a second or two.
    retry: (count, error) => toUmlautError(error).code === 'FABRIC_UNREACHABLE' && count < 8,
    retryDelay: 500,
    queryFn: async ({ signal }) => (await api.labs.captures({ id: labId }, { signal })).items,
  });
}
