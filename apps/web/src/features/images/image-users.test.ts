import { imageId, type StorageTree } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { imageUsers } from './image-users.ts';

const tiny = imageId.parse('tiny');

it('names every machine once, and the snapshots of those that nothing else binds to the image', () => {
  const web = { machineId: 'm1', machineName: 'web' };
  const db = { machineId: 'm2', machineName: 'db' };
  const tree = {
    images: [
      { id: 'other', disks: [db], snapshots: [] },
      {
        id: tiny,
        disks: [web, { ...web, number: 1 }],
        snapshots: [
          { ...web, snapshotId: 's1', snapshotName: 'of a machine that is named' },
          { ...db, snapshotId: 's2', snapshotName: 'before', number: 0 },
          { ...db, snapshotId: 's2', snapshotName: 'before', number: 1 },
        ],
      },
    ],
  } as unknown as StorageTree;
  expect(imageUsers(tree, tiny)).toEqual([
    { id: 'm1', snapshotName: null, machineName: 'web' },
    { id: 's2', snapshotName: 'before', machineName: 'db' },
  ]);
  expect(imageUsers(tree, imageId.parse('unknown'))).toEqual([]);
});
