/** Files that are worth a look in most guests, by what they tell. */
export const SUGGESTED_PATHS: readonly { group: string; paths: readonly string[] }[] = [
  {
    group: 'System',
    paths: ['/etc/os-release', '/etc/hostname', '/etc/passwd', '/etc/group', '/etc/fstab', '/etc/inittab'],
  },
  { group: 'Network', paths: ['/etc/resolv.conf', '/etc/hosts', '/etc/network/interfaces'] },
  { group: 'Logs', paths: ['/var/log/messages', '/var/log/syslog', '/var/log/dpkg.log'] },
  {
    group: 'Kernel',
    paths: [
      '/proc/meminfo',
      '/proc/cpuinfo',
      '/proc/interrupts',
      '/proc/vmstat',
      '/proc/1/mountinfo',
      '/proc/filesystems',
      '/proc/timer_list',
      '/sys/class/net/lo/mtu',
      '/sys/block/ubda/stat',
    ],
  },
];
