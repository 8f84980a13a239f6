import type { MconsoleExchange } from '@umlaut/contracts/model';

/** What the kernel's drivers say, and what it means for the person who asked. arch/um/drivers. */
const REASONS: readonly { pattern: RegExp; advice: string }[] = [
  {
    pattern: /Device is currently open/,
    advice: 'The guest uses it: unmount the disk, or take the interface down, then try again.',
  },
  {
    pattern: /Device is already open/,
    advice: 'A program in the guest has it open, a login for instance: end that first.',
  },
  {
    pattern: /Device (?:is )?already configured/,
    advice: 'Remove it first, or choose another number.',
  },
  { pattern: /Device doesn't exist/, advice: 'No such device is configured: there is nothing to remove.' },
  {
    pattern: /Couldn't determine size of device's file/,
    advice: 'UML sees no such file. In its sandbox it sees only its own disks, its share and its image.',
  },
  { pattern: /Failed to open file/, advice: 'The guest has no such file below /proc.' },
  {
    pattern: /Read of file failed/,
    advice: 'The kernel cannot read this kind of file for mconsole: everything below net/ is like that.',
  },
  { pattern: /Not stopped/, advice: 'The guest runs already.' },
  { pattern: /Already stopped/, advice: 'The guest stands still already: go lets it run.' },
  { pattern: /Couldn't find that pid/, advice: 'The guest has no process with that number now.' },
  { pattern: /Unknown command/, advice: 'help lists what this kernel knows.' },
  { pattern: /Bad configuration option/, advice: 'This kernel has no such kind of device.' },
  {
    pattern: /No get_config routine/,
    advice: 'The driver cannot say how it is configured; the guest can: ethtool, ip link.',
  },
];

/** errno-base.h: those that drivers give without a word. */
const ERRNO: Readonly<Record<number, string>> = {
  1: 'EPERM: not permitted',
  2: 'ENOENT: no such file',
  5: 'EIO: input or output failed',
  6: 'ENXIO: no such device',
  11: 'EAGAIN: locked by another process',
  12: 'ENOMEM: out of memory',
  13: 'EACCES: permission denied',
  16: 'EBUSY: in use',
  17: 'EEXIST: exists already',
  19: 'ENODEV: no such device',
  22: 'EINVAL: the value was not understood',
  30: 'EROFS: read-only file system',
};

/** What a refusal means and what to do; null when the kernel's own words are all there is. */
export function explainRefusal({ ok, text, errno }: MconsoleExchange): string | null {
  if (ok) return null;
  const advice = REASONS.find(({ pattern }) => pattern.test(text))?.advice ?? null;
  if (advice !== null) return advice;
  if (text.trim() !== '') return null;
  return ERRNO[Math.abs(errno)] === undefined || errno === 1
    ? 'The kernel gave no reason.'
    : `The kernel gave only a number: ${ERRNO[Math.abs(errno)]}.`;
}

/** Why an answer that should be a report is empty; null when it is not, or need not be one. */
export function explainSilence(exchange: MconsoleExchange, isReport: boolean): string | null {
  // arch/um/kernel/sysrq.c
  if (exchange.ok && /aborting stack trace/.test(exchange.text)) {
    return 'The process was amid a page fault, of which this kernel shows no trace: ask again.';
  }
  if (!exchange.ok || !isReport || exchange.truncated) return null;
  const lines = exchange.text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) {
    return 'Nothing was printed: the guest may still be booting, its sysctl kernel.sysrq may forbid it, or its console log level hides it.';
  }
  if (lines.length > 1 || !/sysrq:/i.test(exchange.text)) return null;
  return /Blocked State/.test(exchange.text)
    ? "No task is blocked; or the guest's console log level hides the report, which sysrq 7 raises."
    : "Only the headline was printed: the guest's console log level hides the rest. sysrq 7 raises it.";
}
