import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs what the kernel command line hands over as `task=BASE64`, then says so on the console. */
const RC = `#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
echo "$task" | base64 -d | sh
echo GUEST-READY
`;
const INITTAB = `::sysinit:/etc/rc
::ctrlaltdel:/bin/reboot
::shutdown:/bin/umount -r /
`;

/** Makes an ext4 image of `sizeMiB` with busybox's init in it. */
export async function buildGuestImage(path: string, sizeMiB = 12): Promise<void> {
  const tree = `${path}.tree`;
  for (const folder of ['bin', 'sbin', 'etc', 'proc', 'sys', 'dev', 'tmp', 'mnt']) {
    await mkdir(join(tree, folder), { recursive: true });
  }
  await copyFile('/bin/busybox', join(tree, 'bin/busybox'));
  for (const applet of [
    'sh',
    'mount',
    'umount',
    'echo',
    'base64',
    'reboot',
    'poweroff',
    'sleep',
    'cat',
    'dd',
    'sync',
    'md5sum',
    'head',
    'seq',
    'printf',
  ]) {
    await symlink('busybox', join(tree, 'bin', applet));
  }
  await symlink('../bin/busybox', join(tree, 'sbin/init'));
  await writeFile(join(tree, 'etc/rc'), RC, { mode: 0o755 });
  await writeFile(join(tree, 'etc/inittab'), INITTAB);
  await run('mkfs.ext4', ['-q', '-F', '-O', '^has_journal', '-d', tree, path, `${sizeMiB}M`]);
  await chmod(path, 0o666);
  await rm(tree, { recursive: true });
}
