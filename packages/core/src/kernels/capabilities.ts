import type { KernelCapability } from '@umlaut/contracts/model';
import type { KernelConfig } from './kernel-config.ts';
import { isAtLeast } from './kernel-version.ts';

/** All that a UML kernel says of itself without booting. */
export interface KernelFacts {
  version: string;
  config: KernelConfig;
  /** Output of `--help`. */
  help: string;
}

interface Rule {
  key: string;
  label: string;
  has: (facts: KernelFacts) => boolean;
  /** What it means, where that is not plain. */
  note?: string;
  /** Why it is not there, or what is lost. */
  missing?: string;
}

const on =
  (option: string) =>
  ({ config }: KernelFacts): boolean =>
    config.get(option) === 'y';
const onOrModule =
  (option: string) =>
  ({ config }: KernelFacts): boolean =>
    config.has(option);

const CORE: readonly Rule[] = [
  {
    key: 'mconsole',
    label: 'Management console',
    has: on('MCONSOLE'),
    missing: 'Built without CONFIG_MCONSOLE: no clean shutdown, pause or inspection from outside',
  },
  {
    key: 'ubd',
    label: 'Disks and copy-on-write files',
    has: on('BLK_DEV_UBD'),
    missing: 'Built without CONFIG_BLK_DEV_UBD: no disks at all',
  },
  {
    key: 'hostfs',
    label: 'Folders of the host (hostfs)',
    has: onOrModule('HOSTFS'),
    missing: 'Built without CONFIG_HOSTFS: the share folder cannot be mounted',
  },
  {
    key: 'hostname',
    label: 'Host name from the command line',
    has: ({ version }) => isAtLeast(version, 6, 0),
    missing: 'Linux 6.0 and later know hostname=; here the image must set the name itself',
  },
  {
    key: 'devtmpfs',
    label: 'Device nodes without udev',
    has: on('DEVTMPFS_MOUNT'),
    missing: 'Built without CONFIG_DEVTMPFS_MOUNT: the image must bring its own /dev',
  },
  {
    key: 'initrd',
    label: 'Initial RAM disk',
    has: on('BLK_DEV_INITRD'),
    missing: 'Built without CONFIG_BLK_DEV_INITRD',
  },
  {
    key: 'modules',
    label: 'Loadable modules',
    has: on('MODULES'),
    note: 'They must match this kernel and be inside the guest, below /lib/modules',
    missing: 'Everything is built in',
  },
  {
    key: 'sysrq',
    label: 'Magic SysRq',
    has: on('MAGIC_SYSRQ'),
    missing: 'Built without CONFIG_MAGIC_SYSRQ',
  },
  {
    key: 'seccomp',
    label: 'Fast process switching (seccomp)',
    has: ({ help }) => /^seccomp=/m.test(help),
    note: 'Starts programs several times faster, but the kernel itself calls it unsafe against hostile programs in the guest; off unless asked for',
    missing: 'Came after Linux 6.12; guest programs are switched with ptrace',
  },
  {
    key: 'smp',
    label: 'Several processors',
    has: (facts) => on('SMP')(facts) && /^ncpus=/m.test(facts.help),
    note: 'Works only together with seccomp',
    missing: 'Built for one processor, as every UML before Linux 7 is',
  },
  {
    key: 'time-travel',
    label: 'Simulated time',
    has: on('UML_TIME_TRAVEL_SUPPORT'),
    missing: 'Built without CONFIG_UML_TIME_TRAVEL_SUPPORT',
  },
  {
    key: 'virtio',
    label: 'vhost-user devices (virtio_uml)',
    has: on('VIRTIO_UML'),
    missing: 'Built without CONFIG_VIRTIO_UML',
  },
  {
    key: 'watchdog',
    label: 'Watchdog',
    has: onOrModule('UML_WATCHDOG'),
    missing: 'Built without CONFIG_UML_WATCHDOG',
  },
  { key: 'ipv6', label: 'IPv6', has: onOrModule('IPV6'), missing: 'Built without CONFIG_IPV6' },
];

const FILE_SYSTEMS: readonly Rule[] = (['ext4', 'xfs', 'btrfs', 'squashfs'] as const).map((name) => {
  const option = name === 'squashfs' ? 'SQUASHFS' : `${name.toUpperCase()}_FS`;
  return {
    key: `fs.${name}`,
    label: `Root disks with ${name}`,
    has: on(option),
    missing: `CONFIG_${option} is not built in, so the root disk cannot be ${name}`,
  };
});

const VECTOR = ['tap', 'hybrid', 'raw', 'gre', 'l2tpv3', 'bess', 'fd'] as const;
const LEGACY = ['tuntap', 'daemon', 'mcast', 'slip', 'slirp', 'ethertap', 'vde', 'pcap'] as const;
const NO_VECTOR = 'Built without CONFIG_UML_NET_VECTOR';

const NETWORK: readonly Rule[] = [
  { key: 'net.vector', label: 'Vector network cards', has: on('UML_NET_VECTOR'), missing: NO_VECTOR },
  ...VECTOR.map((transport) => ({
    key: `net.vector.${transport}`,
    label: `Vector network: ${transport}`,
    has: on('UML_NET_VECTOR'),
    missing: NO_VECTOR,
  })),
  {
    key: 'net.vector.vde',
    label: 'Vector network: vde',
    has: (facts) => on('UML_NET_VECTOR')(facts) && isAtLeast(facts.version, 6, 12),
    missing: 'Came with Linux 6.12',
  },
  ...LEGACY.map((transport) => ({
    key: `net.legacy.${transport}`,
    label: `Legacy network: ${transport}`,
    has: on(`UML_NET_${transport.toUpperCase()}`),
    missing: 'Not built in; Linux 6.17 removed the legacy transports',
  })),
  {
    key: 'net.legacy.ucast',
    label: 'Legacy network: ucast',
    // arch/um/drivers/umcast_kern.c serves both, under one option.
    has: on('UML_NET_MCAST'),
    missing: 'Not built in; Linux 6.17 removed the legacy transports',
  },
];

/** What a kernel can do, always the same keys in the same order. Pure. */
export function capabilitiesOf(facts: KernelFacts): KernelCapability[] {
  return [...CORE, ...FILE_SYSTEMS, ...NETWORK].map(({ key, label, has, note, missing }) => {
    const available = has(facts);
    return { key, label, available, note: (available ? note : missing) ?? null };
  });
}
