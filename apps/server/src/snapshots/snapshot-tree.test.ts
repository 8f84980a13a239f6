import { snapshotId, type SnapshotId } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newSnapshotId } from '../identifiers.ts';
import {
  NO_SNAPSHOTS,
  findSnapshot,
  withSnapshot,
  withTexts,
  withoutSnapshot,
  type SnapshotTree,
} from './snapshot-tree.ts';
import { decodeTree, encodeTree } from './tree-codec.ts';

type Act = { kind: 'take' | 'restore' | 'delete'; which: number };
const acts = fc.array(
  fc.record({ kind: fc.constantFrom<Act['kind']>('take', 'take', 'restore', 'delete'), which: fc.nat() }),
  { maxLength: 40 },
);

function act(tree: SnapshotTree, { kind, which }: Act): SnapshotTree {
  const picked = tree.items[which % Math.max(1, tree.items.length)];
  if (kind === 'take' || picked === undefined) return take(tree);
  return kind === 'delete' ? withoutSnapshot(tree, picked.id) : { ...tree, present: picked.id };
}

function take(tree: SnapshotTree): SnapshotTree {
  const record = {
    id: newSnapshotId(),
    name: 'a',
    description: '',
    createdAt: new Date(0).toISOString(),
    parentId: tree.present,
    disks: [],
  };
  return withSnapshot(tree, record);
}

/** Of what the parent is left, however deep. */
function ancestors(tree: SnapshotTree, id: SnapshotId | null): SnapshotId[] {
  return id === null ? [] : [id, ...ancestors(tree, findSnapshot(tree, id).parentId)];
}

describe('a tree of snapshots', () => {
  it('stays a tree with a present state, whatever is taken, gone back to and deleted', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const tree = list.reduce(act, NO_SNAPSHOTS);
        const ids = tree.items.map(({ id }) => id);
        // Parents are older: so no snapshot comes from itself.
        for (const [index, { parentId }] of tree.items.entries()) {
          expect(parentId === null || ids.indexOf(parentId) < index).toBe(true);
          expect(parentId === null || ids.includes(parentId)).toBe(true);
        }
        expect(tree.present === null || ids.includes(tree.present)).toBe(true);
        expect(decodeTree(encodeTree(tree))).toEqual(tree);
      }),
    );
  });

  it('loses only the deleted one from the line of any other', () => {
    fc.assert(
      fc.property(acts, fc.nat(), (list, which) => {
        const tree = take(list.reduce(act, NO_SNAPSHOTS));
        const gone = tree.items[which % tree.items.length]?.id ?? snapshotId.parse('s-aaaaaaaaaa');
        const after = withoutSnapshot(tree, gone);
        for (const { id } of after.items) {
          expect(ancestors(after, id)).toEqual(ancestors(tree, id).filter((each) => each !== gone));
        }
        expect(ancestors(after, after.present)).toEqual(
          ancestors(tree, tree.present).filter((each) => each !== gone),
        );
      }),
    );
  });

  it('changes only the texts that are named', () => {
    const tree = take(NO_SNAPSHOTS);
    const id = tree.present ?? newSnapshotId();
    expect(withTexts(tree, id, { name: 'b' }).items).toMatchObject([{ id, name: 'b', description: '' }]);
    expect(withTexts(tree, id, { description: 'c' }).items).toMatchObject([{ name: 'a', description: 'c' }]);
  });

  it('has an end, and refuses an id that it does not know', () => {
    const full = Array.from({ length: 100 }).reduce<SnapshotTree>((tree) => take(tree), NO_SNAPSHOTS);
    expect(() => take(full)).toThrow('at most 100');
    expect(() => withoutSnapshot(full, newSnapshotId())).toThrow('no snapshot');
  });
});
