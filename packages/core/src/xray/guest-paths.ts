/**
 * Which files of a guest may be read. A file that blocks takes the kernel's work queue with it, and one
 * without an end, such as /dev/zero, never gives it back; docs/xray.md, "Files". Pure.
 */
export type PathSafety = 'safe' | 'unknown' | 'never';

/** Where a distribution keeps regular files. */
const SAFE_TREES: readonly string[] =
  '/etc /usr /lib /lib32 /lib64 /bin /sbin /boot /opt /root /home /var /srv /sys'.split(' ');
/** Places in them where fifos and sockets live, or where others are mounted. */
const NOT_SAFE: readonly string[] = ['/var/run', '/var/lock', '/var/spool', '/sys/kernel', '/sys/fs/fuse'];
const SAFE_AGAIN: readonly string[] = ['/sys/kernel/mm', '/sys/kernel/notes', '/sys/kernel/uevent_seqnum'];
/** Devices, and debugging files that wait for something to happen. */
const NEVER: readonly string[] = ['/dev', '/sys/kernel/debug', '/sys/kernel/tracing', '/proc/kmsg'];

/** Files of /proc with the handler that the kernel's reader needs, on UML 6.1 and 7.2. */
const PROC_FILES = new Set(
  (
    'buddyinfo cgroups cmdline consoles cpuinfo crypto devices diskstats execdomains filesystems interrupts iomem ' +
    'ioports key-users keys loadavg locks meminfo misc pagetypeinfo partitions softirqs stat timer_list ' +
    'tty/drivers uptime version vmallocinfo vmstat zoneinfo'
  ).split(' '),
);
const PROC_PATTERNS = [/^sys\//, /^fs\/ext4\/[^/]+\/[^/]+$/, /^\d+\/(?:mounts|mountinfo|mountstats)$/];
/** Ways out of /proc into a file system, or to what a process has open. */
const PROC_DOORS = new Set(['root', 'cwd', 'exe', 'fd', 'map_files', 'task', 'self', 'thread-self']);

/** @param path absolute, without ".." or empty parts */
export function pathSafety(path: string): PathSafety {
  const below = (tree: string): boolean => path === tree || path.startsWith(`${tree}/`);
  if (NEVER.some(below)) return 'never';
  if (below('/proc')) return procSafety(path.slice('/proc/'.length));
  if (SAFE_AGAIN.some(below)) return 'safe';
  return SAFE_TREES.some(below) && !NOT_SAFE.some(below) ? 'safe' : 'unknown';
}

function procSafety(name: string): PathSafety {
  if (PROC_FILES.has(name) || PROC_PATTERNS.some((pattern) => pattern.test(name))) return 'safe';
  return name.split('/').some((part) => PROC_DOORS.has(part)) ? 'never' : 'unknown';
}
