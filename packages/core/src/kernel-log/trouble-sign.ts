import type { IncidentKind } from '@umlaut/contracts/model';

/** What one line of a kernel's console tells; `oom-begins` alone is no trouble yet. */
export interface TroubleSign {
  kind: IncidentKind | 'oom-begins' | 'read-only';
  /** One sentence for a person. */
  title: string;
}

interface Form {
  /** One of these is in every such line, and they are seldom in others; at least nine characters. */
  words: readonly string[];
  kind: TroubleSign['kind'];
  pattern: RegExp;
  title: (match: RegExpExecArray) => string;
}

const MAX_TITLE = 200;

/** The forms of kernels 5.10 to 7.2. Each has one of TROUBLE_WORDS in it. */
const FORMS: readonly Form[] = [
  {
    kind: 'panic',
    words: ['Kernel panic'],
    pattern: /Kernel panic - not syncing: (.*)/,
    title: ([, text = '']) => panicTitle(text),
  },
  {
    kind: 'oom-begins',
    words: ['invoked oom-killer'],
    pattern: /\S.{0,63} invoked oom-killer: gfp_mask=/,
    title: () => '',
  },
  {
    kind: 'out-of-memory',
    words: ['mory: Killed process', 'mory: Kill process', 'mory (oom_kill_allocating_task)'],
    pattern:
      /(Out of memory|Memory cgroup out of memory).{0,60}: Kill(?:ed)? process (\d{1,10}) \((.{1,64}?)\)/,
    title: ([, where = '', pid, command]) =>
      `${where.startsWith('Memory') ? 'A memory cgroup is out of memory' : 'Out of memory'}: the kernel ended ${command} (pid ${pid})`,
  },
  {
    kind: 'hung-task',
    words: ['INFO: task '],
    pattern:
      /INFO: task (.{1,64}):(\d{1,10}) (?:<[^>]{0,40}> )?blocked.{0,40} for more than (\d{1,10}) seconds/,
    title: ([, command, pid, seconds]) =>
      `${command} (pid ${pid}) is blocked for more than ${seconds} seconds`,
  },
  {
    kind: 'lockup',
    words: ['BUG: soft lockup'],
    pattern: /BUG: soft lockup - CPU#(\d{1,5}) stuck for (\d{1,10})s! \[(.{1,64}):(\d{1,10})\]/,
    title: ([, cpu, seconds, command, pid]) =>
      `${command} (pid ${pid}) has kept CPU ${cpu} in the kernel for ${seconds} seconds`,
  },
  {
    kind: 'lockup',
    words: ['INFO: rcu'],
    pattern: /INFO: rcu\w{0,40} (?:self-)?detected (?:expedited )?stalls? on CPU/,
    title: () => 'A CPU of the guest does not come to rest (RCU stall)',
  },
  {
    kind: 'lockup',
    words: ['BUG: workqueue'],
    pattern: /BUG: workqueue lockup - (.{0,200})/,
    title: ([, which]) => `A work queue of the kernel is stuck (${which})`,
  },
  {
    kind: 'oops',
    words: ['BUG: kernel NULL', 'BUG: unable to'],
    pattern: /BUG: (kernel NULL pointer dereference|unable to handle .{1,80}?)(?:,| at |$)/,
    title: ([, what]) => `The kernel made a mistake: ${what}`,
  },
  {
    kind: 'oops',
    words: ['Oops: 000', 'Oops: Oops', 'Oops: general'],
    pattern:
      /(?:Internal error: )?Oops: (?:Oops: )?(?:[0-9a-f]{4,16}|general protection fault).{0,80}\[#\d{1,6}\]/,
    title: () => 'The kernel made a mistake (Oops)',
  },
  {
    kind: 'bug',
    words: ['kernel BUG at', 'BUG: failure at'],
    pattern: /(?:kernel BUG at |BUG: failure at )(\S{1,160}?):(\d{1,7})(?:\/(\S{1,80}?)\(\))?!/,
    title: ([, file, line, where]) =>
      `The kernel ran into a bug at ${file}:${line}${where === undefined ? '' : `, in ${where}`}`,
  },
  {
    kind: 'bug',
    words: [
      'BUG: scheduling',
      'BUG: sleeping',
      'BUG: Bad page',
      'BUG: spinlock',
      'BUG: KASAN',
      'BUG: KFENCE',
      'BUG: stack guard',
    ],
    pattern:
      /BUG: (scheduling while atomic|sleeping function called from invalid context|Bad page (?:state|map|cache)|spinlock|KASAN|KFENCE|stack guard page).{0,160}/,
    title: ([, what]) => `The kernel ran into a bug: ${what}`,
  },
  {
    kind: 'read-only',
    words: ['Remounting filesystem'],
    pattern: /EXT[234]-fs \((\S{1,40})\): Remounting filesystem read-only/,
    title: ([, device]) => `${device} is read-only now`,
  },
  {
    kind: 'file-system-error',
    words: ['-fs error', 'BTRFS error', 'BTRFS: error', 'F2FS error'],
    pattern: /(EXT[234]|BTRFS|F2FS)(?:-fs)?:? error \(device (\S{1,40}?)\)(?:: | in )(.*)/,
    title: ([, system, device, text = '']) =>
      `${system} found an error on ${device}: ${text.replace(/^.{0,80}?: comm .{1,64}?: /, '')}`,
  },
  {
    kind: 'file-system-error',
    words: ['Corruption', 'Metadata ', 'I/O error'],
    pattern:
      /XFS \((\S{1,40})\): (Corruption .{1,80}|Metadata (?:corruption|I\/O error) .{1,80}|metadata I\/O error)/,
    title: ([, device, what]) => `XFS found an error on ${device}: ${what}`,
  },
  {
    kind: 'file-system-error',
    words: ['Aborting journal'],
    pattern: /Aborting journal on device (\S{1,40}?)(?:-\d{1,5})?\./,
    title: ([, device]) => `The journal of ${device} is broken`,
  },
  {
    kind: 'file-system-error',
    words: ['I/O error'],
    pattern:
      /(?:(?:blk_update_request|critical target error|print_req_error): )?I\/O error, dev (\S{1,40}), sector (\d{1,20})/,
    title: ([, device, sector]) => `${device} could not be read or written at sector ${sector}`,
  },
  {
    kind: 'file-system-error',
    words: ['I/O error'],
    pattern: /Buffer I\/O error on dev(?:ice)? (\S{1,40}), logical block (\d{1,20})/,
    title: ([, device, block]) => `${device} could not be read or written at block ${block}`,
  },
  {
    kind: 'warning',
    words: ['WARNING: '],
    pattern: /WARNING: CPU: \d{1,5} PID: \d{1,10} at (\S{1,200}) (\S{1,200}?)(?:\+0x\S+)?$/,
    title: ([, place, where]) => `A check of the kernel failed in ${where} (${place})`,
  },
  {
    kind: 'warning',
    words: ['WARNING: '],
    pattern: /WARNING: (?:\[.{0,120}\] )?(\S{1,200}:\d{1,7}) at (\S{1,200}?)(?:\+0x\S+)?, CPU#\d/,
    title: ([, place, where]) => `A check of the kernel failed in ${where} (${place})`,
  },
  {
    kind: 'warning',
    words: ['WARNING: '],
    pattern: /WARNING: (possible (?:circular|recursive|irq) lock\w{0,20} .{0,80}|suspicious RCU usage)$/,
    title: ([, what]) => `The kernel warns: ${what}`,
  },
];

/** The words of all forms. */
export const TROUBLE_WORDS: readonly string[] = FORMS.flatMap(({ words }) => words);

/** CSI sequences, which terminals are asked things with, then other escapes of two bytes. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\u001b\[[0-?]{0,40}[ -/]{0,8}[@-~]|\u001b[ -~]/g;
/** What printk puts before a line. */
const PRINTK = /(?:<\d{1,3}>)?(?:\[ {0,12}\d{1,12}\.\d{6}\](?:\[ {0,12}[TC]\d{1,10}\])? )?$/;
/** What a program may have left on the line: the end of a prompt. */
const PROMPT = /^.{0,120}[#$%>:] ?$/;
/** Words of the kernel's own before some forms. */
const SUBSYSTEM = /(?:^|[#$%>:] )(?:watchdog|rcu|blk_update_request|print_req_error): $/;
/** The system log, when it is sent to the console: the kernel said the same itself. */
const SYSTEM_LOG = /\bkernel: $/;

/**
 * What a line of console output tells, or null. The console also carries what init and a login put out, and
 * no byte tells one from the other: a line counts when it has a form of the kernel's where a line of the
 * kernel's can begin, at the left or after a prompt that waits for input.
 */
export function readTroubleSign(line: string): TroubleSign | null {
  const shown = line.replace(ESCAPES, '').trimEnd().split('\r').at(-1) ?? '';
  for (const { words, kind, pattern, title } of FORMS) {
    const match = words.some((word) => shown.includes(word)) ? pattern.exec(shown) : null;
    if (match === null || !mayBegin(shown.slice(0, match.index))) continue;
    return { kind, title: bounded(title(match)) };
  }
  return null;
}

/** Of a panic's text, as the console and the PANIC notification have it. */
export function panicTitle(text: string): string {
  const exit = /^Attempted to kill init! exitcode=0x([0-9a-f]{1,8})/.exec(text)?.[1];
  if (exit === undefined) return bounded(`The kernel panicked: ${text.trim()}`);
  const status = parseInt(exit, 16);
  const signal = status & 0x7f;
  const how = signal === 0 ? `with status ${(status >> 8) & 0xff}` : `by signal ${signal}`;
  return `The kernel panicked: init ended ${how}`;
}

function mayBegin(before: string): boolean {
  const left = before.replace(PRINTK, '');
  if (left === '' || SUBSYSTEM.test(left)) return true;
  return PROMPT.test(left) && !SYSTEM_LOG.test(left);
}

function bounded(title: string): string {
  // oxlint-disable-next-line no-control-regex
  const plain = title.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim();
  return plain.length <= MAX_TITLE ? plain : `${plain.slice(0, MAX_TITLE - 1)}…`;
}
