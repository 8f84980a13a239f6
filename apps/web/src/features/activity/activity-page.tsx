import { UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconActivity } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import type { ActivitySeverity } from '../../live/live-keys.ts';
import { activityQuery } from '../../live/live-queries.ts';
import { ActivityTimeline } from './activity-timeline.tsx';
import classes from './activity.module.css';

const FILTERS: readonly { value: ActivitySeverity | undefined; label: string }[] = [
  { value: undefined, label: 'Everything' },
  { value: 'error', label: 'Errors' },
  { value: 'warning', label: 'Warnings' },
  { value: 'success', label: 'Successes' },
  { value: 'info', label: 'Information' },
];

/** What happened on this host, newest first, growing as it happens. */
export function ActivityPage(): ReactNode {
  const { severity } = useSearch({ from: '/app/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const query = useInfiniteQuery(activityQuery(severity));
  const entries = query.data?.pages.flatMap(({ items }) => items);

  return (
    <Page>
      <PageHeader title="Activity" />
      <fieldset className={classes['filters']}>
        <legend className="u-sr-only">Show by severity</legend>
        {FILTERS.map(({ value, label }) => (
          <UnstyledButton
            key={label}
            className={classes['filter']}
            aria-pressed={severity === value}
            onClick={() => void navigate({ search: { severity: value }, replace: true })}
          >
            {label}
          </UnstyledButton>
        ))}
      </fieldset>
      {entries !== undefined ? (
        entries.length === 0 ? (
          <EmptyState
            icon={IconActivity}
            title={severity === undefined ? 'Nothing happened yet' : 'Nothing of this kind'}
          >
            Everything that people and machines do is kept here: who created, started or deleted what, and how
            each run ended.
          </EmptyState>
        ) : (
          <ActivityTimeline
            entries={entries}
            hasMore={query.hasNextPage}
            loadingMore={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        )
      ) : query.isPending ? (
        <TableSkeleton rows={8} label="Loading the activity" />
      ) : (
        <ErrorState
          title="The activity could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
    </Page>
  );
}
