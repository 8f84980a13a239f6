import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconCamera, IconPower } from '../../components/icons.ts';
import { canDo } from '../../machine-actions/action-definitions.ts';
import { useBusyAction } from '../../machine-actions/busy-machines.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import { PresentState } from './present-state.tsx';
import { SnapshotBranch } from './snapshot-branch.tsx';
import { snapshotNodes } from './snapshot-nodes.ts';
import { snapshotsQuery } from './snapshots-query.ts';
import classes from './snapshots.module.css';
import { openTextsDialog } from './texts-dialog.tsx';

export interface SnapshotsProps {
  machine: Machine;
  /** A machine was made from a snapshot. */
  onBranched: (id: MachineId) => void;
}

/** States of the machine's disks that were kept, as the tree in which they came from each other. */
export function Snapshots({ machine, onBranched }: SnapshotsProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery(snapshotsQuery(machine));
  if (error !== null) {
    return (
      <ErrorState title="The snapshots could not be read" error={error} onRetry={() => void refetch()} />
    );
  }
  if (isPending) return <Loading height={180} />;
  if (machine.root === 'directory') return <NoSnapshots />;
  const { items, present, sharesBlocks } = data;
  const nodes = snapshotNodes(items);
  const place = { machine, snapshots: items, present, sharesBlocks, onBranched };
  return (
    <section className={classes['snapshots']} aria-label="Snapshots">
      <TakeBar machine={machine} />
      {items.length === 0 ? (
        <EmptyState icon={IconCamera} title="No snapshots yet">
          A snapshot keeps all disks of the machine as they are now. You can go back to it later, or make
          another machine from it.
        </EmptyState>
      ) : (
        <ul className={classes['tree']} aria-label="Tree of snapshots">
          {nodes.map((node) => (
            <SnapshotBranch key={node.snapshot.id} node={node} {...place} />
          ))}
          {present.parentId === null ? <PresentState machine={machine} present={present} /> : null}
        </ul>
      )}
    </section>
  );
}

function NoSnapshots(): ReactNode {
  return (
    <EmptyState icon={IconCamera} title="No snapshots of a directory">
      The machine boots from a directory of the host, which snapshots do not keep. Clone it instead: the clone
      gets a copy of the directory and of all disks.
    </EmptyState>
  );
}

function TakeBar({ machine }: { machine: Machine }): ReactNode {
  const { run } = useMachineActions();
  const busy = useBusyAction(machine.id);
  const isStopped = machine.state.phase === 'stopped';
  return (
    <header className={classes['head']}>
      <p id="snapshots-why">
        {isStopped
          ? 'Taking one takes a moment, however large the disks are.'
          : 'Snapshots are taken of a stopped machine: while it runs, its disks change and are not whole on the host.'}
      </p>
      {canDo(machine.state, 'shutdown') ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPower size={14} aria-hidden />}
          loading={busy === 'shutdown'}
          onClick={() => {
            run('shutdown', machine);
          }}
        >
          Shut down
        </Button>
      ) : null}
      <Button
        size="xs"
        leftSection={<IconCamera size={14} aria-hidden />}
        disabled={!isStopped}
        aria-describedby="snapshots-why"
        onClick={() => {
          openTextsDialog({ kind: 'take', machineId: machine.id });
        }}
      >
        Take a snapshot
      </Button>
    </header>
  );
}
