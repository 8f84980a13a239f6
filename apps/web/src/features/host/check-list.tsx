import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { HostCheck } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { IconRefresh } from '../../components/icons.ts';
import type { StatusTone } from '../../components/machine-status.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { orpc } from '../../lib/api-client.ts';
import classes from './host.module.css';
import { Remedy } from '../../components/remedy.tsx';

const GROUPS: readonly { status: HostCheck['status']; tone: StatusTone; label: string; title: string }[] = [
  { status: 'blocking', tone: 'bad', label: 'Blocking', title: 'Umlaut cannot run machines without these' },
  { status: 'missing', tone: 'warn', label: 'Missing', title: 'These features are unavailable' },
  { status: 'limited', tone: 'warn', label: 'Limited', title: 'These work with less' },
  { status: 'ok', tone: 'good', label: 'OK', title: 'In order' },
];

/** What this host can and cannot do, the worst first, with what to type to gain it. */
export function CheckList(): ReactNode {
  const { data, error, isPending, isFetching, refetch } = useQuery(orpc.host.checks.queryOptions());
  return (
    <section className={classes['section']} aria-labelledby="checks-title">
      <div className={classes['sectionHead']}>
        <h2 id="checks-title" className={classes['sectionTitle']}>
          What this host can do
        </h2>
        {data === undefined ? null : (
          <span className={classes['dim']}>
            Checked <RelativeTime at={data.checkedAt} />
          </span>
        )}
        <Button
          variant="default"
          size="compact-sm"
          fz="xs"
          ml="auto"
          loading={isFetching}
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void refetch()}
        >
          Check again
        </Button>
      </div>
      {isPending ? <TableSkeleton rows={4} label="Checking the host" /> : null}
      {error !== null && data === undefined ? (
        <ErrorState title="The checks could not be run" error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined
        ? null
        : GROUPS.map((group) => (
            <CheckGroup
              key={group.status}
              title={group.title}
              tone={group.tone}
              label={group.label}
              checks={data.items.filter(({ status }) => status === group.status)}
            />
          ))}
    </section>
  );
}

interface CheckGroupProps {
  title: string;
  tone: StatusTone;
  label: string;
  checks: readonly HostCheck[];
}

function CheckGroup({ title, tone, label, checks }: CheckGroupProps): ReactNode {
  if (checks.length === 0) return null;
  return (
    <>
      <h3 className={classes['group']}>
        {title} <span className="u-num">({checks.length})</span>
      </h3>
      <ul className={classes['checks']}>
        {checks.map((check) => (
          <li key={check.key} className={classes['check']}>
            <StatusBadge tone={tone} label={label} />
            <div className={classes['checkText']}>
              <span className={classes['checkLabel']}>{check.label}</span>
              <span className={classes['dim']}>{check.finding}</span>
              {check.remedy === null ? null : <Remedy remedy={check.remedy} />}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
