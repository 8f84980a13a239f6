import { isSafeWhileStopped, type SysrqKey } from '@umlaut/contracts/model';
import { findHazard } from './hazards.ts';

type Key = Pick<SysrqKey, 'key' | 'label' | 'effect' | 'danger'>;

/**
 * The keys that Debian's UML kernels 6.1 and 7.2 have (the answer to `sysrq h`); others only print that
 * list. Documentation/admin-guide/sysrq.rst, drivers/tty/sysrq.c.
 */
const KEYS: readonly Key[] = [
  {
    key: 'h',
    label: 'Help',
    effect: 'Lists the keys that the kernel knows.',
    danger: 'report',
  },
  {
    key: 'm',
    label: 'Show memory',
    effect: 'Prints what memory is used for, zone by zone.',
    danger: 'report',
  },
  {
    key: 'w',
    label: 'Show blocked tasks',
    effect: 'Prints the call traces of tasks that wait without a way to interrupt them.',
    danger: 'report',
  },
  {
    key: 't',
    label: 'Show all tasks',
    effect: 'Prints every task with its state and call trace.',
    danger: 'report',
  },
  {
    key: 'p',
    label: 'Show registers',
    effect: 'Prints the registers of what runs at this moment, and its call trace.',
    danger: 'report',
  },
  {
    key: 'q',
    label: 'Show timers',
    effect: 'Prints the armed high-resolution timers and the clock event devices.',
    danger: 'report',
  },
  {
    key: 's',
    label: 'Sync',
    effect: 'Writes what is not yet on the disks, in the background.',
    danger: 'changes',
  },
  {
    key: 'j',
    label: 'Thaw file systems',
    effect: 'Lets file systems that were frozen go on.',
    danger: 'changes',
  },
  {
    key: 'n',
    label: 'Make real-time tasks nice',
    effect: 'Gives real-time tasks an ordinary priority.',
    danger: 'changes',
  },
  {
    key: 'u',
    label: 'Remount read-only',
    effect: 'Makes every file system read-only; programs that write begin to fail.',
    danger: 'destroys',
  },
  {
    key: 'f',
    label: 'Kill the largest',
    effect: 'Ends the process that the out-of-memory killer would choose.',
    danger: 'destroys',
  },
  {
    key: 'e',
    label: 'Terminate all',
    effect: 'Sends SIGTERM to every process but init.',
    danger: 'destroys',
  },
  {
    key: 'i',
    label: 'Kill all',
    effect: 'Sends SIGKILL to every process but init.',
    danger: 'destroys',
  },
  {
    key: 'b',
    label: 'Reboot at once',
    effect: 'Restarts without writing what is unwritten and without asking init.',
    danger: 'destroys',
  },
  {
    key: 'o',
    label: 'Power off at once',
    effect: 'Ends the machine without asking init.',
    danger: 'destroys',
  },
  {
    key: 'c',
    label: 'Crash',
    effect: 'Makes the kernel panic; the machine ends, and the trace is kept.',
    danger: 'destroys',
  },
  ...Array.from({ length: 10 }, (_, level): Key => ({
    key: String(level),
    label: `Log level ${level}`,
    effect:
      level === 0
        ? 'Only panics still reach the console; reports of other keys become empty.'
        : `Messages up to level ${level - 1} reach the console; below 5 the reports of other keys become empty.`,
    danger: 'changes',
  })),
];

/** The keys on a kernel of this version, with what is known to harm it. */
export function sysrqKeys(kernelVersion: string | null): SysrqKey[] {
  return KEYS.map((key) => {
    const line = `sysrq ${key.key}`;
    const hazard = findHazard(line, kernelVersion, false);
    return {
      ...key,
      blocked: hazard === null ? null : `It ${hazard.effect}.`,
      lossless: hazard === null && isSafeWhileStopped(line),
    };
  });
}
