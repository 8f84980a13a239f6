import { posix } from 'node:path';
import type { GuestTree } from './tiny-tree.ts';

/** File type bits of i_mode, inode(7). */
const TYPE = { directory: 0o040000, file: 0o100000, characterDevice: 0o020000 } as const;

/**
 * Commands for `debugfs -w -f`, see debugfs(8), that finish a file system made by `mke2fs -d`: links and
 * device nodes, which an ordinary user could not make, and root as the owner of everything. `timestamp`
 * (seconds since 1970) becomes every inode's time, so that builds are alike. Pure.
 */
export function debugfsScript(tree: GuestTree, timestamp: number): string {
  const links = tree.links.map(({ path, target }) => `symlink ${path} ${target}`);
  const devices = tree.devices.flatMap(({ path, major, minor }) => [
    `cd ${posix.dirname(path)}`,
    `mknod ${posix.basename(path)} c ${major} ${minor}`,
  ]);
  const modes = [
    { path: '/', mode: TYPE.directory | 0o755 },
    { path: '/bin/busybox', mode: TYPE.file | 0o755 },
    ...tree.directories.map(({ path, mode }) => ({ path, mode: TYPE.directory | mode })),
    ...tree.files.map(({ path, mode }) => ({ path, mode: TYPE.file | mode })),
    ...tree.devices.map(({ path, mode }) => ({ path, mode: TYPE.characterDevice | mode })),
  ];
  const owned = [...modes.map(({ path }) => path), ...tree.links.map(({ path }) => path), '/lost+found'];
  const set = (path: string, field: string, value: string | number): string =>
    `set_inode_field ${path} ${field} ${value}`;
  return [
    ...links,
    ...devices,
    ...modes.map(({ path, mode }) => set(path, 'mode', `0${mode.toString(8)}`)),
    ...owned.flatMap((path) => [
      set(path, 'uid', 0),
      set(path, 'gid', 0),
      ...['atime', 'ctime', 'mtime', 'crtime'].map((field) => set(path, field, `@${timestamp}`)),
    ]),
    '',
  ].join('\n');
}
