import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine, MachineDisk } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconAlertTriangle } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { api } from '../../lib/api-client.ts';
import { useMachineStats } from '../../live/stats-store.ts';
import classes from './machine.module.css';

/** The machine's disks; read again whenever a run begins or ends and whenever they grow. */
export function DisksTab({ machine }: { machine: Machine }): ReactNode {
  const grown = useMachineStats(machine.id)?.diskBytes ?? 0;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['machine', machine.id, 'disks', machine.state.phase, grown],
    queryFn: ({ signal }) => api.machines.disks({ id: machine.id }, { signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (error !== null) {
    return <ErrorState title="The disks could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Skeleton height={180} aria-label="Loading" />;
  return (
    <div className={classes['cards']}>
      {data.items.map((disk) => (
        <DiskCard key={disk.device} disk={disk} imageLabel={machine.imageLabel} />
      ))}
    </div>
  );
}

function DiskCard({ disk, imageLabel }: { disk: MachineDisk; imageLabel: string | null }): ReactNode {
  const cow = disk.kind === 'cow';
  return (
    <article className={classes['card']} aria-label={`Disk ${disk.device}`}>
      <header>
        <h2 className="u-mono">/dev/{disk.device}</h2>
        <StatusBadge
          tone={disk.problem === null ? 'good' : 'bad'}
          label={disk.problem === null ? 'Sound' : 'Cannot be used'}
        />
      </header>
      {disk.problem === null ? null : (
        <p className={classes['problem']} role="alert">
          <IconAlertTriangle size={15} aria-hidden /> {disk.problem}
        </p>
      )}
      <dl className={classes['table']}>
        <dt>Kind</dt>
        <dd>{cow ? 'Copy-on-write layer over an image' : 'Raw disk of its own'}</dd>
        {cow ? (
          <>
            <dt>Image</dt>
            <dd>{disk.backingImageId === null ? 'none of ours' : (imageLabel ?? disk.backingImageId)}</dd>
          </>
        ) : null}
        <dt>Size in the guest</dt>
        <dd className="u-num">{formatBytes(disk.sizeBytes)}</dd>
        <dt>Used on the host</dt>
        <dd className="u-num">{formatBytes(disk.allocatedBytes)}</dd>
        {disk.changedBytes === null ? null : (
          <>
            <dt>Changed since the image</dt>
            <dd className="u-num">
              {formatBytes(disk.changedBytes)}
              <Share part={disk.changedBytes} whole={disk.sizeBytes} />
            </dd>
          </>
        )}
        <dt>File</dt>
        <dd className="u-mono">{disk.path}</dd>
        {disk.backingPath === null ? null : (
          <>
            <dt>Backing file</dt>
            <dd className="u-mono">{disk.backingPath}</dd>
          </>
        )}
      </dl>
    </article>
  );
}

function Share({ part, whole }: { part: number; whole: number }): ReactNode {
  const percent = whole === 0 ? 0 : (100 * part) / whole;
  return (
    <span className={classes['share']} aria-hidden>
      <span style={{ width: `${Math.max(percent, part > 0 ? 1 : 0)}%` }} />
    </span>
  );
}
