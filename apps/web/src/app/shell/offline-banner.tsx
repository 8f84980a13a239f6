import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatClock } from '../../components/format-time.ts';
import { IconPlugX } from '../../components/icons.ts';
import { useNow } from '../../components/use-now.ts';
import { useConnection, type ConnectionState } from '../../live/connection-store.ts';
import { retryLive } from '../../live/live.ts';
import classes from './offline-banner.module.css';

/** Says that the server is away and how old the page is; machines go on without it. */
export function OfflineBanner(): ReactNode {
  const state = useConnection((store) => store.state);
  return <div aria-live="polite">{state.phase === 'offline' ? <Banner state={state} /> : null}</div>;
}

function Banner({ state }: { state: Extract<ConnectionState, { phase: 'offline' }> }): ReactNode {
  return (
    <div className={classes['banner']}>
      <IconPlugX size={16} aria-hidden />
      <span className={classes['text']}>
        <strong>The server does not answer.</strong> This page shows what was known at{' '}
        <span className="u-num">{formatClock(state.since)}</span>; machines go on running.
      </span>
      <span aria-live="off">
        <Button
          variant="default"
          size="compact-xs"
          loading={state.retryAt === null}
          onClick={() => {
            retryLive();
          }}
        >
          <RetryLabel retryAt={state.retryAt} />
        </Button>
      </span>
    </div>
  );
}

function RetryLabel({ retryAt }: { retryAt: number | null }): ReactNode {
  const seconds = Math.ceil(((retryAt ?? 0) - useNow()) / 1000);
  return <span className="u-num">{seconds > 1 ? `Retry now (${seconds} s)` : 'Retry now'}</span>;
}
