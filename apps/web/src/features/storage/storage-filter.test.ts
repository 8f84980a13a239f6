import { describe, expect, it } from 'vitest';
import { filterTree } from './storage-filter.ts';

const disk = (machineName: string): never =>
  ({ machineName, device: 'ubda', kind: 'cow', integrity: 'sound', path: '' }) as never;
const tree = {
  images: [{ label: 'Tiny', id: 'tiny', disks: [disk('web'), disk('db')] }],
  own: [disk('web')],
  allocatedBytes: 0,
  freeBytes: 0,
} as never;

describe('filterTree', () => {
  it('keeps an image that fits with all of its disks, and else those that fit', () => {
    expect(filterTree(tree, 'tiny').images[0]?.disks).toHaveLength(2);
    expect(filterTree(tree, 'tiny db').images[0]?.disks).toHaveLength(1);
    expect(filterTree(tree, 'web').own).toHaveLength(1);
    expect(filterTree(tree, 'nothing')).toMatchObject({ images: [], own: [] });
  });
});
