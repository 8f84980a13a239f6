import type { Machine, MachineId, PresentState, Snapshot } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActionMenu } from '../../components/action-menu.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import {
  IconArrowBackUp,
  IconGitBranch,
  IconGitCompare,
  IconPencil,
  IconTrash,
} from '../../components/icons.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { RelativeTime } from '../../components/time-text.tsx';
import { openBranchDialog } from './branch-dialog.tsx';
import { openCompareDialog } from './compare-dialog.tsx';
import { confirmDeletion } from './confirm-deletion.ts';
import { openRestoreDialog } from './restore-dialog.tsx';
import classes from './snapshots.module.css';
import { openTextsDialog } from './texts-dialog.tsx';

export interface SnapshotPlace {
  machine: Machine;
  /** All of the machine. */
  snapshots: readonly Snapshot[];
  present: PresentState;
  sharesBlocks: boolean;
  onBranched: (id: MachineId) => void;
}

export function SnapshotCard({ snapshot, ...place }: SnapshotPlace & { snapshot: Snapshot }): ReactNode {
  const { machine, snapshots, sharesBlocks, onBranched } = place;
  const { name, description, createdAt, disks, allocatedBytes, problem } = snapshot;
  const isStopped = machine.state.phase === 'stopped';
  const others = snapshots.filter((one) => one.id !== snapshot.id && one.problem === null);
  const of = disks.length === 1 ? 'one disk' : `${disks.length} disks`;
  return (
    <article className={classes['card']} aria-label={`Snapshot ${name}`}>
      <div className={classes['title']}>
        <strong>{name}</strong>
        <ActionMenu
          label={`Actions of ${name}`}
          {...(isStopped ? {} : { note: 'Shut the machine down to go back' })}
          items={[
            {
              label: 'Go back to it',
              icon: IconArrowBackUp,
              disabled: !isStopped || problem !== null,
              onSelect: () => {
                openRestoreDialog({ ...place, snapshot });
              },
            },
            {
              label: 'New machine from it',
              icon: IconGitBranch,
              disabled: problem !== null,
              onSelect: () => {
                openBranchDialog({ machine, snapshot, onBranched });
              },
            },
            {
              label: 'Compare files',
              icon: IconGitCompare,
              disabled: problem !== null || others.length === 0,
              onSelect: () => {
                openCompareDialog({ machineId: machine.id, snapshot, others });
              },
            },
            {
              label: 'Rename',
              icon: IconPencil,
              onSelect: () => {
                openTextsDialog({ kind: 'change', machineId: machine.id, snapshot });
              },
            },
            {
              label: 'Delete',
              icon: IconTrash,
              danger: true,
              onSelect: () => {
                confirmDeletion({ machineId: machine.id, snapshot, sharesBlocks });
              },
            },
          ]}
        />
      </div>
      {description === '' ? null : <p className={classes['description']}>{description}</p>}
      <p className={classes['facts']}>
        <RelativeTime at={createdAt} />, {of}, {formatBytes(allocatedBytes)} on the host
        {sharesBlocks ? ' (some of it shared)' : ''}
      </p>
      {problem === null ? null : (
        <div role="alert">
          <ProblemNote>{problem}</ProblemNote>
        </div>
      )}
    </article>
  );
}
