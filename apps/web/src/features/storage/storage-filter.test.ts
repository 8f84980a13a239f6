import { describe, expect, it } from 'vitest';
import { filterTree } from './storage-filter.ts';

const disk = (machineName: string): never =>
  ({ machineName, device: 'ubda', kind: 'cow', integrity: 'sound', path: '' }) as never;
const snapshot = (snapshotName: string): never =>
  ({ snapshotName, machineName: 'db', device: 'ubda', kind: 'cow' }) as never;
const tree = {
  images: [{ label: 'Tiny', id: 'tiny', disks: [disk('web'), disk('db')], snapshots: [snapshot('early')] }],
  own: [disk('web')],
  ownSnapshots: [snapshot('late')],
  roots: [{ machineName: 'tree', path: '/h/root' }],
  allocatedBytes: 0,
  freeBytes: 0,
} as never;

describe('filterTree', () => {
  it('keeps an image that fits with all that lies over it, and else what fits', () => {
    expect(filterTree(tree, 'tiny').images[0]?.disks).toHaveLength(2);
    expect(filterTree(tree, 'tiny db').images[0]?.disks).toHaveLength(1);
    expect(filterTree(tree, 'web').own).toHaveLength(1);
    expect(filterTree(tree, 'tiny').images[0]?.snapshots).toHaveLength(1);
    expect(filterTree(tree, 'early').images[0]).toMatchObject({
      disks: [],
      snapshots: [{ machineName: 'db' }],
    });
    expect(filterTree(tree, 'snapshot late')).toMatchObject({ images: [], ownSnapshots: [{}] });
    expect(filterTree(tree, 'root tree')).toMatchObject({ images: [], roots: [{ machineName: 'tree' }] });
    expect(filterTree(tree, 'nothing')).toMatchObject({ images: [], own: [], ownSnapshots: [], roots: [] });
  });
});
