import { NO_DISK_FLAGS, imageId, type DiskConfig } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { rootDisk } from './configured-disks.ts';
import { diskSlots, launchDisks } from './launch-disks.ts';

const paths = { diskPath: (number: number) => `/d/${number}` };
const files = { paths, imagePath: (id: string) => `/i/${id}.img` };
const raw: DiskConfig = {
  number: 2,
  kind: 'raw',
  imageId: null,
  flags: { ...NO_DISK_FLAGS, sync: true },
  serial: 'data',
  plugged: true,
};

it('starts a machine with the disks that are plugged in, raw ones never as copy-on-write', () => {
  const root = rootDisk(imageId.parse('tiny'));
  expect(launchDisks([root, { ...raw, number: 1, plugged: false }, raw], files)).toEqual([
    { index: 0, path: '/d/0', backingPath: '/i/tiny.img', ...NO_DISK_FLAGS, noCow: false },
    { index: 2, path: '/d/2', backingPath: null, ...NO_DISK_FLAGS, sync: true, noCow: true, serial: 'data' },
  ]);
});

it('has a slot for every disk but the one it boots from', () => {
  expect(diskSlots(paths)).toEqual(Array.from({ length: 15 }, (_, at) => `/d/${at + 1}`));
});
