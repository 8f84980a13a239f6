import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DISK_COUNT, ROOT_DISK_NUMBER, type Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconPlus } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { api } from '../../lib/api-client.ts';
import { useMachineStats } from '../../live/stats-store.ts';
import { openAddDiskDialog } from './add-disk-dialog.tsx';
import { DiskCard } from './disk-card.tsx';
import classes from './disks.module.css';
import { RootCard } from './root-card.tsx';

/** The machine's disks; read again whenever one of them, the run or what they occupy changes. */
export function Disks({ machine }: { machine: Machine }): ReactNode {
  const { id, version, state } = machine;
  const grown = useMachineStats(id)?.diskBytes ?? 0;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['machine', id, 'disks', version, state.phase, grown],
    queryFn: ({ signal }) => api.machines.disks({ id }, { signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  if (error !== null) {
    return <ErrorState title="The disks could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Loading height={180} />;
  const { items, rootDirectory, silence } = data;
  const taken = items.map(({ number }) => number);
  if (rootDirectory !== null) taken.push(ROOT_DISK_NUMBER);
  const onDone = (): void => void refetch();
  return (
    <section className={classes['disks']} aria-label="Disks">
      <header className={classes['head']}>
        <p>
          {rootDirectory === null
            ? `The machine boots from /dev/ubda. Up to ${DISK_COUNT - 1} more can be plugged in and unplugged, while it runs too.`
            : `The machine boots from a directory of the host. Up to ${DISK_COUNT - 1} disks can be plugged in and unplugged, while it runs too.`}
        </p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={taken.length >= DISK_COUNT}
          onClick={() => {
            openAddDiskDialog({ machine, taken, onDone });
          }}
        >
          Add a disk
        </Button>
      </header>
      {silence === null ? null : (
        <Notice tone="warn" title="The kernel does not say which disks it has">
          {silence}
        </Notice>
      )}
      {rootDirectory === null ? null : <RootCard root={rootDirectory} isLive={state.phase !== 'stopped'} />}
      {items.map((disk) => (
        <DiskCard key={disk.number} machine={machine} disk={disk} onDone={onDone} />
      ))}
    </section>
  );
}
