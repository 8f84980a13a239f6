import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { ConsoleHistory } from '@umlaut/contracts/model';
import { useMemo } from 'react';
import { api } from '../../lib/api-client.ts';
import { useReplayPace } from './replay-pace.ts';
import { scaleOf, type ReplayScale } from './replay-scale.ts';

/** How often a history that grows is looked at as a whole: that costs the server more than its end alone. */
const LOOK_EVERY_MS = 15_000;

/** When a replay shows what. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function timelineQuery({ machineId, console, oldest }: ConsoleHistory) {
  return queryOptions({
    queryKey: ['machine', machineId, 'console-timeline', console, oldest],
    queryFn: ({ signal }) => api.consoles.timeline({ id: machineId, console }, { signal }),
    staleTime: LOOK_EVERY_MS,
    gcTime: LOOK_EVERY_MS,
  });
}

/** The line that the slider goes along. */
export function useReplayScale(history: ConsoleHistory): ReplayScale {
  const { data: timeline } = useQuery({
    ...timelineQuery(history),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.end === history.end ? false : LOOK_EVERY_MS),
  });
  const skipIdle = useReplayPace((pace) => pace.skipIdle);
  return useMemo(() => scaleOf(timeline, history, skipIdle), [timeline, history, skipIdle]);
}
