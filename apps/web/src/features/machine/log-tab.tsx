import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ActivityEntry, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatExact } from '../../components/format-time.ts';
import { IconActivity } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import type { StatusTone } from '../../components/machine-status.ts';
import { RelativeTime } from '../../components/time-text.tsx';
import { api } from '../../lib/api-client.ts';
import { machineActivityKey } from '../../live/live-keys.ts';
import classes from './machine.module.css';

const PAGE = 100;
const TONE: Readonly<Record<ActivityEntry['severity'], StatusTone>> = {
  info: 'idle',
  success: 'good',
  warning: 'warn',
  error: 'bad',
};

/** What happened to the machine, newest first; events bring more while one looks. */
export function LogTab({ machineId }: { machineId: MachineId }): ReactNode {
  const query = useInfiniteQuery({
    queryKey: machineActivityKey(machineId),
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      api.machines.activity(
        { id: machineId, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    getNextPageParam: (page) => page.next,
  });
  if (query.isError) {
    const retry = (): void => void query.refetch();
    return <ErrorState title="The log could not be read" error={query.error} onRetry={retry} />;
  }
  if (query.isPending) return <Loading height={200} />;
  const entries = query.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconActivity} title="Nothing has happened yet">
        Starts, stops, changes and failures of this machine will be listed here.
      </EmptyState>
    );
  }
  return (
    <div className={classes['narrow']}>
      <ol className={classes['log']} aria-label="What happened to this machine">
        {entries.map((entry) => (
          <LogEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      ) : null}
    </div>
  );
}

function LogEntry({ entry }: { entry: ActivityEntry }): ReactNode {
  return (
    <li>
      <StatusBadge tone={TONE[entry.severity]} label="" />
      <span className={classes['logText']}>
        {entry.severity === 'error' || entry.severity === 'warning' ? (
          <span className="u-sr-only">{entry.severity}: </span>
        ) : null}
        {entry.message}
      </span>
      <span className={classes['dim']}>{entry.actor}</span>
      <span className={classes['dim']} title={formatExact(Date.parse(entry.at))}>
        <RelativeTime at={entry.at} />
      </span>
    </li>
  );
}
