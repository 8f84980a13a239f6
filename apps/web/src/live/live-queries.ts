import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { LabId } from '@umlaut/contracts/model';
import { api } from '../lib/api-client.ts';
import {
  applyToActivity,
  applyToImages,
  applyToKernels,
  applyToMachines,
  applyToTasks,
  type ActivityPage,
} from './apply-event.ts';
import { applyToLab, applyToLabs, type LabReading } from './apply-lab-event.ts';
import { fetchCaughtUp } from './catch-up.ts';
import { useHealth } from './health-store.ts';
import { liveCache } from './live.ts';
import { LIVE_KEYS, activityKey, labKey, type ActivitySeverity } from './live-keys.ts';
import { useStats } from './stats-store.ts';

const ACTIVITY_PAGE = 100;
/** Events keep them true, so age says nothing. */
const live = { staleTime: Infinity, gcTime: Infinity } as const;

export const machinesQuery = queryOptions({
  ...live,
  queryKey: LIVE_KEYS.machines,
  queryFn: ({ signal }) =>
    fetchCaughtUp(
      liveCache.log,
      async () => {
        const list = await api.machines.list(undefined, { signal });
        if (useStats.getState().byMachine.size === 0) useStats.getState().addStats(list.stats);
        useHealth.getState().add(list.health);
        return list;
      },
      applyToMachines,
    ),
});

export const imagesQuery = queryOptions({
  ...live,
  queryKey: LIVE_KEYS.images,
  queryFn: ({ signal }) =>
    fetchCaughtUp(liveCache.log, () => api.images.list(undefined, { signal }), applyToImages),
});

export const kernelsQuery = queryOptions({
  ...live,
  queryKey: LIVE_KEYS.kernels,
  queryFn: ({ signal }) =>
    fetchCaughtUp(liveCache.log, () => api.kernels.list(undefined, { signal }), applyToKernels),
});

export const tasksQuery = queryOptions({
  ...live,
  queryKey: LIVE_KEYS.tasks,
  queryFn: ({ signal }) =>
    fetchCaughtUp(liveCache.log, () => api.tasks.list(undefined, { signal }), applyToTasks),
});

export const labsQuery = queryOptions({
  ...live,
  queryKey: LIVE_KEYS.labs,
  queryFn: ({ signal }) =>
    fetchCaughtUp(liveCache.log, () => api.labs.list(undefined, { signal }), applyToLabs),
});

/** One lab with all that is drawn in it. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function labQuery(id: LabId) {
  return queryOptions({
    ...live,
    // An old lab is not worth its memory; a new look fetches it.
    gcTime: 60_000,
    queryKey: labKey(id),
    queryFn: ({ signal }) =>
      fetchCaughtUp<LabReading>(
        liveCache.log,
        () => api.labs.get({ id }, { signal }),
        (reading, event) => applyToLab(reading, event, id),
      ),
  });
}

/** History, newest first, a page at a time; the first page grows as things happen. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function activityQuery(severity: ActivitySeverity | undefined) {
  return infiniteQueryOptions({
    ...live,
    queryKey: activityKey(severity),
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }): Promise<ActivityPage> => {
      const input = {
        limit: ACTIVITY_PAGE,
        ...(severity === undefined ? {} : { severity }),
        ...(pageParam === null ? {} : { before: pageParam }),
      };
      const fetchPage = (): Promise<ActivityPage> => api.activity.list(input, { signal });
      if (pageParam !== null) return fetchPage();
      return fetchCaughtUp(liveCache.log, fetchPage, (page, event) => applyToActivity(page, event, severity));
    },
    getNextPageParam: (page) => page.next,
  });
}
