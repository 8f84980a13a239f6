import type { MconsoleAbilities } from '@umlaut/contracts/model';

const report = { danger: 'report', needsQueue: true, blocked: null } as const;

/** A kernel's abilities, shortened. */
export const abilities: MconsoleAbilities = {
  kernelVersion: '6.1.176',
  sysrq: [
    {
      key: 'm',
      label: 'Show memory',
      effect: 'Prints memory.',
      danger: 'report',
      blocked: null,
      lossless: true,
    },
    {
      key: 't',
      label: 'Show tasks',
      effect: 'Prints all tasks.',
      danger: 'report',
      blocked: 'Panics Linux 6.1',
      lossless: false,
    },
    {
      key: 's',
      label: 'Sync',
      effect: 'Writes all disks.',
      danger: 'changes',
      blocked: null,
      lossless: false,
    },
    {
      key: 'c',
      label: 'Crash',
      effect: 'Panics.',
      danger: 'destroys',
      blocked: null,
      lossless: false,
    },
  ],
  commands: [
    { ...report, name: 'version', syntax: 'version', summary: 'Kernel version' },
    { ...report, name: 'halt', syntax: 'halt', summary: 'Halt', danger: 'destroys' },
    { ...report, name: 'config', syntax: 'config DEVICE[=VALUE]', summary: 'Devices', danger: 'changes' },
    { ...report, name: 'remove', syntax: 'remove DEVICE', summary: 'Devices', danger: 'changes' },
    { ...report, name: 'sysrq', syntax: 'sysrq KEY', summary: 'Magic SysRq', needsQueue: false },
    { ...report, name: 'stop', syntax: 'stop', summary: 'Pause', danger: 'changes' },
    { ...report, name: 'stack', syntax: 'stack PID', summary: 'Kernel stack', needsQueue: false },
    { ...report, name: 'proc', syntax: 'proc PATH', summary: 'A file of /proc' },
  ],
  devices: [
    {
      prefix: 'ubd',
      label: 'Disk',
      numbers: { min: 0, max: 15 },
      canQuery: true,
      canRemove: true,
      valueHint: 'FILE[,BACKING]',
      blocked: null,
    },
    {
      prefix: 'con',
      label: 'Virtual console',
      numbers: { min: 0, max: 15 },
      canQuery: true,
      canRemove: true,
      valueHint: 'CHANNEL',
      blocked: null,
    },
    {
      prefix: 'vec',
      label: 'Network interface',
      numbers: { min: 0, max: 31 },
      canQuery: false,
      canRemove: true,
      valueHint: 'transport=tap',
      blocked: null,
    },
    {
      prefix: 'mem',
      label: 'Memory',
      numbers: null,
      canQuery: false,
      canRemove: false,
      valueHint: '-SIZE or +SIZE',
      blocked: null,
    },
  ],
};
