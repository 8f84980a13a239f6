import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { sysrqKeys } from './sysrq-keys.ts';

type Command = MconsoleAbilities['commands'][number];
type Device = MconsoleAbilities['devices'][number];

/** In the kernel's own order, by which it matches; arch/um/drivers/mconsole_user.c. */
const COMMANDS: readonly Omit<Command, 'blocked'>[] = [
  {
    name: 'version',
    syntax: 'version',
    summary: 'Name, host name, release and build of the kernel',
    danger: 'report',
    needsQueue: true,
  },
  {
    name: 'halt',
    syntax: 'halt',
    summary: 'Ends the machine at once: nothing is synced, init is not asked',
    danger: 'destroys',
    needsQueue: true,
  },
  {
    name: 'reboot',
    syntax: 'reboot',
    summary: 'Restarts the machine at once: nothing is synced, init is not asked',
    danger: 'destroys',
    needsQueue: true,
  },
  {
    name: 'config',
    syntax: 'config DEVICE[=VALUE]',
    summary: 'Tells the configuration of a device, or plugs one in; vec devices take DEVICE:VALUE',
    danger: 'changes',
    needsQueue: true,
  },
  {
    name: 'remove',
    syntax: 'remove DEVICE',
    summary: 'Unplugs a device that the guest does not use',
    danger: 'changes',
    needsQueue: true,
  },
  {
    name: 'sysrq',
    syntax: 'sysrq KEY',
    summary: 'Presses a Magic SysRq key',
    danger: 'changes',
    needsQueue: false,
  },
  {
    name: 'help',
    syntax: 'help',
    summary: "The kernel's own list of commands",
    danger: 'report',
    needsQueue: false,
  },
  {
    name: 'cad',
    syntax: 'cad',
    summary: 'Presses Ctrl-Alt-Del: init shuts down in order',
    danger: 'destroys',
    needsQueue: false,
  },
  {
    name: 'stop',
    syntax: 'stop',
    summary: 'Freezes the guest; only mconsole answers until go',
    danger: 'changes',
    needsQueue: true,
  },
  {
    name: 'go',
    syntax: 'go',
    summary: "Lets a frozen guest go on; its clock jumps to the host's",
    danger: 'changes',
    needsQueue: false,
  },
  {
    name: 'log',
    syntax: 'log TEXT',
    summary: "Writes a line into the guest's kernel log",
    danger: 'changes',
    needsQueue: false,
  },
  {
    name: 'proc',
    syntax: 'proc PATH',
    summary: 'Reads /proc/PATH of the guest; 1/root/PATH reads any regular file',
    danger: 'report',
    needsQueue: true,
  },
  {
    name: 'stack',
    syntax: 'stack PID',
    summary: 'Shows the kernel stack of a process of the guest',
    danger: 'report',
    needsQueue: false,
  },
];

const DEVICES: readonly Omit<Device, 'blocked'>[] = [
  {
    prefix: 'ubd',
    label: 'Disk',
    numbers: { min: 0, max: 15 },
    canQuery: true,
    canRemove: true,
    valueHint: 'FILE, or COW,BACKING; flags r, s, d, c, t go behind the number',
  },
  {
    prefix: 'con',
    label: 'Console',
    numbers: { min: 0, max: 15 },
    canQuery: true,
    canRemove: true,
    valueHint: 'A line channel: null, pts, pty, tty:/dev/NAME, port:N, fd:N, xterm, or IN,OUT',
  },
  {
    prefix: 'ssl',
    label: 'Serial line',
    numbers: { min: 0, max: 63 },
    canQuery: true,
    canRemove: true,
    valueHint: 'A line channel: null, pts, pty, tty:/dev/NAME, port:N, fd:N, xterm, or IN,OUT',
  },
  {
    prefix: 'vec',
    label: 'Network interface',
    numbers: { min: 0, max: 255 },
    canQuery: false,
    canRemove: true,
    valueHint: 'transport=NAME and its options, with commas between them',
  },
  {
    prefix: 'eth',
    label: 'Network interface of the old kind',
    numbers: { min: 0, max: 255 },
    canQuery: false,
    canRemove: true,
    valueHint: 'TRANSPORT,OPTION,...: tuntap, daemon, mcast, ucast, slip, slirp, ethertap',
  },
  {
    prefix: 'mem',
    label: 'Memory',
    numbers: null,
    canQuery: false,
    canRemove: false,
    valueHint: '-SIZE gives memory back to the host, +SIZE takes it again',
  },
];

/** The old network transports were removed before 6.17 (arch/um/drivers/net_kern.c). */
const HAS_LEGACY_NETWORK = /^(?:[1-5]\.|6\.(?:[0-9]|1[0-5])(?:\.|-|$))/;

/** What may be asked of a kernel of this version; null: of an unknown one. */
export function describeAbilities(kernelVersion: string | null): MconsoleAbilities {
  const hasLegacyNetwork = kernelVersion !== null && HAS_LEGACY_NETWORK.test(kernelVersion);
  const ethBlocked = hasLegacyNetwork
    ? null
    : 'This kernel no longer has the old network transports: use vec.';
  return {
    kernelVersion,
    sysrq: sysrqKeys(kernelVersion),
    commands: COMMANDS.map((command) => ({ ...command, blocked: null })),
    devices: DEVICES.map((device) => ({ ...device, blocked: device.prefix === 'eth' ? ethBlocked : null })),
  };
}
