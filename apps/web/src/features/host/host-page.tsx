import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Host } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';
import { Uptime } from '../../components/time-text.tsx';
import { orpc } from '../../lib/api-client.ts';
import { useStats } from '../../live/stats-store.ts';
import { CheckList } from './check-list.tsx';
import classes from './host.module.css';
import { IsolationSection } from './isolation-section.tsx';
import { UsageChart } from './usage-chart.tsx';
import { UsageGauges } from './usage-gauges.tsx';

/** What machines run on: load, isolation, and what it can and cannot do. */
export function HostPage(): ReactNode {
  const { data, error, isPending, refetch } = useQuery(orpc.host.get.queryOptions());
  return (
    <Page width="reading">
      <PageHeader title="Host" meta={data?.hostname ?? null} />
      {isPending ? (
        <>
          <Skeleton height={104} aria-hidden />
          <Skeleton height={200} aria-hidden />
          <output className="u-sr-only">Loading</output>
        </>
      ) : null}
      {error !== null && data === undefined ? (
        <ErrorState title="The host could not be read" error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined ? null : <HostDetails host={data} />}
      <CheckList />
    </Page>
  );
}

function HostDetails({ host }: { host: Host }): ReactNode {
  const samples = useStats((store) => store.usage);
  const usage = samples.length === 0 ? [host.usage] : samples;
  return (
    <>
      <UsageGauges host={host} usage={usage.at(-1) ?? host.usage} />
      <UsageChart usage={usage} />
      <dl className={classes['facts']}>
        <Fact label="System">{host.os}</Fact>
        <Fact label="Host kernel">
          <span className="u-mono">{host.hostKernel}</span>
        </Fact>
        <Fact label="Processor">
          {host.cpuModel}, {host.cores} cores
        </Fact>
        <Fact label="Umlaut">
          <span className="u-mono">{host.umlautVersion}</span>, up <Uptime since={host.startedAt} />
        </Fact>
        <Fact label="Home">
          <span className="u-mono">{host.homePath}</span>
        </Fact>
        <Fact label="Runtime folder">
          <span className="u-mono">{host.runtimePath}</span>
        </Fact>
      </dl>
      <IsolationSection isolation={host.isolation} />
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
