import { snapshotId, type Snapshot } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { snapshotNodes, type SnapshotNode } from './snapshot-nodes.ts';

function fixture(letter: string, parent: string | null): Snapshot {
  return {
    id: snapshotId.parse(`s-${letter.repeat(10)}`),
    name: letter,
    description: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    parentId: parent === null ? null : snapshotId.parse(`s-${parent.repeat(10)}`),
    isPresentParent: false,
    disks: [],
    allocatedBytes: 0,
    freesBytes: 0,
    problem: null,
  };
}

const names = (nodes: readonly SnapshotNode[]): unknown[] =>
  nodes.map(({ snapshot, children }) => [snapshot.name, names(children)]);

it('puts each snapshot below the one that it came from, in the order of the list', () => {
  const items = [fixture('a', null), fixture('b', 'a'), fixture('c', 'a'), fixture('d', 'b')];
  expect(names(snapshotNodes(items))).toEqual([
    [
      'a',
      [
        ['b', [['d', []]]],
        ['c', []],
      ],
    ],
  ]);
});

it('shows a snapshot whose parent is not there', () => {
  expect(names(snapshotNodes([fixture('b', 'a'), fixture('c', null)]))).toEqual([
    ['b', []],
    ['c', []],
  ]);
});
