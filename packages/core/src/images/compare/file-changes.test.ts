import { expect, it } from 'vitest';
import type { ImageEntry } from '../unpack/listing-codec.ts';
import { fileChanges, undecided } from './file-changes.ts';
import { parseTimes, timesScript } from './times-codec.ts';

const entry = (inode: number, changes: Partial<ImageEntry> = {}): ImageEntry => ({
  inode,
  name: '',
  mode: 0o100644,
  uid: 0,
  gid: 0,
  sizeBytes: 5,
  ...changes,
});
const folder = { mode: 0o040755, sizeBytes: 0 };

/** Of debugfs 1.47.0. */
const STAT = `debugfs: stat <14>
Inode: 14   Type: regular    Mode:  0644   Flags: 0x80000
Generation: 0    Version: 0x00000000:00000000
 ctime: 0x6b0b4181:12345678 -- Sat Nov 28 21:02:57 2026
 atime: 0x6b0b4181:00000000 -- Sat Nov 28 21:02:57 2026
 mtime: 0x6b0b4181:00000000 -- Sat Nov 28 21:02:57 2026
crtime: 0x6b0b4181:00000000 -- Sat Nov 28 21:02:57 2026
debugfs: stat <15>
Inode: 15   Type: symlink    Mode:  0777   Flags: 0x0
ctime: 0x6b0b4182 -- Sat Nov 28 21:02:58 2026
mtime: 0x6b0b4182 -- Sat Nov 28 21:02:58 2026
Fast link dest: "mtime: 0xff"
`;

it('reads the times of inodes, with their nanoseconds where the file system has them', () => {
  expect(timesScript([14, 15])).toBe('stat <14>\nstat <15>\n');
  expect([...parseTimes(STAT)]).toEqual([
    [14, { ctime: '0x6b0b4181:12345678', mtime: '0x6b0b4181:00000000' }],
    [15, { ctime: '0x6b0b4182', mtime: '0x6b0b4182' }],
  ]);
});

it('tells what came, went and changed, by times where nothing else differs', () => {
  const before = new Map([
    ['/a', entry(12, folder)],
    ['/a/grown', entry(13)],
    ['/a/same', entry(14)],
    ['/a/touched', entry(15)],
    ['/gone', entry(16)],
    ['/mode', entry(17)],
    ['/unread', entry(18)],
  ]);
  const after = new Map([
    ['/a', entry(12, { ...folder, sizeBytes: 9 })],
    ['/a/grown', entry(13, { sizeBytes: 7 })],
    ['/a/new', entry(16, { mode: 0o120777 })],
    ['/a/same', entry(14)],
    ['/a/touched', entry(15)],
    ['/mode', entry(17, { mode: 0o100600 })],
    ['/unread', entry(18)],
  ]);
  expect(undecided(before, after).map(([one]) => one.inode)).toEqual([14, 15, 18]);
  const time = (ctime: string) => ({ ctime, mtime: '1' });
  const changes = fileChanges(
    {
      entries: before,
      times: new Map([
        [14, time('1')],
        [15, time('1')],
      ]),
    },
    {
      entries: after,
      times: new Map([
        [14, time('1')],
        [15, time('2')],
      ]),
    },
  );
  expect(changes.map(({ path, kind, type }) => `${kind} ${type} ${path}`)).toEqual([
    'changed file /a/grown',
    'added link /a/new',
    'changed file /a/touched',
    'removed file /gone',
    'changed file /mode',
    'changed file /unread',
  ]);
  expect(changes[0]).toMatchObject({ sizeBefore: 5, sizeAfter: 7 });
  expect(changes[1]).toMatchObject({ sizeBefore: null, sizeAfter: null });
});
