import { ACCOUNT_FILES, osRelease } from './account-files.ts';
import { BOOT_FILES } from './boot-files.ts';
import type { GuestFile } from './guest-file.ts';
import { NETWORK_FILES } from './network-files.ts';

/** Everything in the image, all of it owned by root, except busybox itself at /bin/busybox (0755). */
export interface GuestTree {
  /** In an order in which they can be made. */
  directories: readonly { path: string; mode: number }[];
  files: readonly GuestFile[];
  links: readonly { path: string; target: string }[];
  /** Character devices. */
  devices: readonly { path: string; major: number; minor: number; mode: number }[];
}

const DIRECTORIES: Readonly<Record<string, number>> = {
  '/bin': 0o755,
  '/dev': 0o755,
  '/etc': 0o755,
  '/etc/init.d': 0o755,
  '/etc/udhcpc': 0o755,
  '/mnt': 0o755,
  '/mnt/share': 0o755,
  '/proc': 0o555,
  '/root': 0o700,
  '/run': 0o755,
  '/sbin': 0o755,
  '/sys': 0o555,
  '/tmp': 0o1777,
  '/usr': 0o755,
  '/usr/bin': 0o755,
  '/usr/sbin': 0o755,
  '/var': 0o755,
  '/var/log': 0o755,
  '/var/spool': 0o755,
};

/**
 * What the image holds, given the output of `busybox --list-full` ("sbin/init" per line) and busybox's
 * version. Pure.
 */
export function tinyTree(appletList: string, busyboxVersion: string): GuestTree {
  const files = [...BOOT_FILES, ...ACCOUNT_FILES, ...NETWORK_FILES, osRelease(busyboxVersion)];
  const taken = new Set(files.map((file) => file.path)).add('/bin/busybox');
  const applets = appletList
    .split('\n')
    .map((line) => `/${line.trim()}`)
    // "linuxrc" in the root folder is init for initial RAM disks.
    .filter((path) => /^\/(usr\/)?s?bin\/[^/\s"]+$/.test(path) && !taken.has(path));
  return {
    directories: Object.entries(DIRECTORIES).map(([path, mode]) => ({ path, mode })),
    files,
    links: [
      ...applets.map((path) => ({ path, target: path.startsWith('/bin/') ? 'busybox' : '/bin/busybox' })),
      { path: '/etc/mtab', target: '/proc/self/mounts' },
      { path: '/etc/resolv.conf', target: '../run/resolv.conf' },
      { path: '/var/run', target: '/run' },
    ],
    devices: [
      { path: '/dev/console', major: 5, minor: 1, mode: 0o600 },
      { path: '/dev/null', major: 1, minor: 3, mode: 0o666 },
    ],
  };
}
