import { queryOptions } from '@tanstack/react-query';
import type { LabId } from '@umlaut/contracts/model';
import { api } from '../lib/api-client.ts';

/** Captures of all links of a lab. The event stream does not tell of them: who looks asks again now and then. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function capturesQuery(labId: LabId) {
  return queryOptions({
    queryKey: ['lab-captures', labId],
    queryFn: async ({ signal }) => (await api.labs.captures({ id: labId }, { signal })).items,
  });
}
