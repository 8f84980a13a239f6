import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { api } from '../lib/api-client.ts';
import { namesInShort } from './names-in-short.ts';

/** Says by name which snapshots are deleted with machines; of several machines, how many of which. */
export function SnapshotsThatGo({ machines }: { machines: readonly Machine[] }): ReactNode {
  const keeping = machines.filter(({ snapshotCount }) => snapshotCount > 0);
  const [only] = keeping;
  if (only === undefined) return null;
  return (
    <Text size="sm" c="var(--u-bad)" fw={500} mt="xs">
      {machines.length === 1 ? <OfOne machine={only} /> : ofSeveral(keeping)}
    </Text>
  );
}

function OfOne({ machine: { id, snapshotCount } }: { machine: Machine }): ReactNode {
  const { data } = useQuery({
    queryKey: ['machine', id, 'snapshots-that-go'],
    queryFn: ({ signal }) => api.snapshots.list({ id }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const names = data === undefined ? '' : `: ${namesInShort(data.items.map(({ name }) => `"${name}"`))}`;
  return snapshotCount === 1
    ? `One snapshot goes with it${names}.`
    : `${snapshotCount} snapshots go with it${names}.`;
}

function ofSeveral(keeping: readonly Machine[]): string {
  const names = keeping.map(({ name, snapshotCount }) => `${snapshotCount} of ${name}`);
  const count = keeping.reduce((sum, { snapshotCount }) => sum + snapshotCount, 0);
  return count === 1
    ? `One snapshot goes with them: ${names.join('')}.`
    : `${count} snapshots go with them: ${namesInShort(names)}.`;
}
