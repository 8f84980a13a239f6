import type { HostCheck } from '@umlaut/contracts/model';
import { readNumber, readText } from '../read-text.ts';
import { check, type Check } from './check.ts';

const FEW_PTYS = 256;
const FEW_FILES = 4096;

export const checkPtys: Check = async () => {
  const result = check('ptys', 'Terminals (ptys)');
  const limit = (await readNumber('/proc/sys/kernel/pty/max')) ?? 4096;
  const used = (await readNumber('/proc/sys/kernel/pty/nr')) ?? 0;
  const finding = `${used} of ${limit} in use; a machine takes one for each console`;
  if (limit - used >= FEW_PTYS) return result.ok(finding);
  return result.not('limited', finding, `sysctl -w kernel.pty.max=${limit + 4096}`);
};

export const checkOpenFiles: Check = async () => {
  const result = check('open-files', 'Open files');
  const limit = limitOf((await readText('/proc/self/limits')) ?? '', 'Max open files');
  if (limit >= FEW_FILES) return result.ok(`Up to ${limit} for the server`);
  return result.not(
    'limited',
    `Only ${limit} for the server; each open console takes two`,
    'ulimit -n 65536',
  );
};

/** `pattern` is /proc/sys/kernel/core_pattern, `limit` the soft limit in bytes. Pure. */
export function judgeCoreDumps(pattern: string, limit: number): HostCheck {
  const result = check('core-dumps', 'Core dumps');
  if (limit === 0) return result.ok('Off, so a guest that panics leaves no file behind');
  if (pattern === '' || pattern.startsWith('|')) {
    return result.ok(`A guest that panics is handed to the host's crash handler (${pattern.slice(1, 60)})`);
  }
  return result.not(
    'limited',
    'On: a guest that panics may leave a file as large as its memory',
    'ulimit -c 0   # before ./umlaut start',
  );
}

export const checkCoreDumps: Check = async () =>
  judgeCoreDumps(
    (await readText('/proc/sys/kernel/core_pattern')) ?? '',
    limitOf((await readText('/proc/self/limits')) ?? '', 'Max core file size'),
  );

/** Soft limit in /proc/PID/limits; Infinity for "unlimited" or a missing line. Pure. */
export function limitOf(limits: string, name: string): number {
  const value = new RegExp(`^${name} +(\\S+)`, 'm').exec(limits)?.[1];
  return value === undefined || value === 'unlimited' ? Number.POSITIVE_INFINITY : Number(value);
}
