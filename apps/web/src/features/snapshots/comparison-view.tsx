import { Button, Group, Progress, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useQuery } from '@tanstack/react-query';
import type { MachineId, Snapshot, SnapshotFileChange } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { Notice } from '../../components/notice.tsx';
import { api } from '../../lib/api-client.ts';
import { tasksQuery } from '../../live/live-queries.ts';
import classes from './comparison.module.css';

export interface ComparisonViewProps {
  machineId: MachineId;
  before: Snapshot;
  after: Snapshot;
  number: number;
}

const MARKS = { added: '+', removed: '−', changed: '~' } as const;
const FOLDER_END = { file: '', folder: '/', link: '', other: '' } as const;

/** What became of the files from one snapshot to a later one. */
export function ComparisonView({ machineId: id, before, after, number }: ComparisonViewProps): ReactNode {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['machine', id, 'comparison', before.id, after.id, number],
    queryFn: ({ signal }) =>
      api.snapshots.compare({ id, snapshotId: before.id, to: after.id, number }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (error !== null) {
    return <ErrorState title="They could not be compared" error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Comparing machineId={id} />;
  const { items, added, removed, changed, isCut, unclean } = data;
  return (
    <>
      <Text size="sm">
        From <strong>{before.name}</strong> to <strong>{after.name}</strong>: {added} added, {removed}{' '}
        removed, {changed} changed.
      </Text>
      {unclean.length === 0 ? null : (
        <Notice tone="warn" title="Not all may be seen">
          The file system was not unmounted cleanly in {unclean.join(' and ')}: what only its journal has is
          missing here.
        </Notice>
      )}
      {items.length === 0 ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
        <ul className={classes['list']} aria-label="Files that differ" tabIndex={0}>
          {items.map((change) => (
            <Change key={change.path} change={change} />
          ))}
        </ul>
      )}
      {isCut ? (
        <Text size="xs" c="dimmed" mt="xs">
          Only the first {items.length} are listed.
        </Text>
      ) : null}
      <Text size="xs" c="dimmed" mt="sm">
        Told by mode, owner, size and times; contents were not read. What was renamed counts as removed and
        added.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" size="sm" data-autofocus onClick={() => modals.closeAll()}>
          Close
        </Button>
      </Group>
    </>
  );
}

function Change({ change }: { change: SnapshotFileChange }): ReactNode {
  const { path, kind, type } = change;
  const size = sizeText(change);
  return (
    <li>
      <span className={classes[kind]} aria-hidden>
        {MARKS[kind]}
      </span>
      <span className="u-sr-only">{kind} </span>
      <span className={classes['path']}>
        {path}
        {FOLDER_END[type]}
      </span>
      {size === null ? null : <span className={classes['size']}>{size}</span>}
    </li>
  );
}

function sizeText({ sizeBefore, sizeAfter }: SnapshotFileChange): string | null {
  if (sizeBefore === null || sizeAfter === null || sizeBefore === sizeAfter) {
    const size = sizeAfter ?? sizeBefore;
    return size === null ? null : formatBytes(size);
  }
  return `${formatBytes(sizeBefore)} → ${formatBytes(sizeAfter)}`;
}

/** How far it is; closing the dialog ends it. */
function Comparing({ machineId }: { machineId: MachineId }): ReactNode {
  const { data } = useQuery(tasksQuery);
  const task = data?.items.find(
    ({ kind, state, machineIds }) =>
      kind === 'snapshot-compare' && state === 'running' && machineIds.includes(machineId),
  );
  const percent = Math.round((task?.progress ?? 0) * 100);
  return (
    <>
      <Text size="sm" component="output">
        {task?.step ?? 'Beginning'}
      </Text>
      <Progress mt="sm" value={percent} aria-label="Comparing" />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" size="sm" onClick={() => modals.closeAll()}>
          Cancel
        </Button>
      </Group>
    </>
  );
}
