import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import type { ActivityEntry } from '@umlaut/contracts/model';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useNow } from '../../components/use-now.ts';
import { useMachines } from '../../machine-actions/use-machine.ts';
import { ActivityLine } from './activity-line.tsx';
import classes from './activity.module.css';
import { groupByDay } from './group-by-day.ts';

export interface ActivityTimelineProps {
  entries: readonly ActivityEntry[];
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

const HOUR_MS = 3_600_000;

/** History by days; older days come as one scrolls. */
export function ActivityTimeline({
  entries,
  hasMore,
  loadingMore,
  onMore,
}: ActivityTimelineProps): ReactNode {
  const { data } = useMachines();
  const known = useMemo(() => new Set(data?.items.map(({ id }) => id)), [data]);
  // Only a new day changes the headings.
  const hour = Math.floor(useNow() / HOUR_MS);
  const days = useMemo(() => groupByDay(entries, hour * HOUR_MS), [entries, hour]);

  return (
    <>
      {days.map((day) => (
        <section key={day.key} aria-label={day.label}>
          <h2 className={classes['day']}>{day.label}</h2>
          <ol className={classes['lines']}>
            {day.entries.map((entry) => (
              <ActivityLine
                key={entry.id}
                entry={entry}
                machineExists={entry.machineId !== null && known.has(entry.machineId)}
              />
            ))}
          </ol>
        </section>
      ))}
      {hasMore ? <MoreButton loading={loadingMore} onMore={onMore} /> : null}
    </>
  );
}

/** Presses itself when it comes into view. */
function MoreButton({ loading, onMore }: { loading: boolean; onMore: () => void }): ReactNode {
  const { ref, entry } = useIntersection({ rootMargin: '400px' });
  const visible = entry?.isIntersecting === true;
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    if (visible && !loading) more.current();
  }, [visible, loading]);
  return (
    <Button ref={ref} variant="default" loading={loading} onClick={onMore} mx="auto">
      Show older
    </Button>
  );
}
