import type { ExitKind, MachineExit, StopRung } from '@umlaut/contracts/model';
import { consoleLines } from './console-text.ts';

/** What somebody asked of the run that ended; null: it ended by itself. */
export type StopGoal = 'shutdown' | 'reboot' | 'power-off';

/** Everything that is known about the end of one run of linux.uml. */
export interface RunEnding {
  /** Of the process that the monitor started: bwrap's or UML's. */
  code: number | null;
  signal: string | null;
  /** Whether bwrap stood in between: it reports a signal as exit status 128 + number. */
  sandboxed: boolean;
  /** The SOCKET notification had come: the kernel's initcalls ran. */
  kernelUp: boolean;
  goal: StopGoal | null;
  /** The rung of the ladder that was being tried. */
  rung: StopRung | null;
  /** Text of the PANIC notification. */
  panic: string | null;
  /** mconsole `reboot` was sent: the kernel obeys without a word on its console. */
  rebootAsked: boolean;
  /** UML had removed its umid folder, which it does once the guest has ended, before it exits itself. */
  tidiedUp: boolean;
  /** Why the process could not even be started. */
  spawnError: string | null;
  /** Tail of con0, of this run only. */
  consoleTail: string;
  /** ISO 8601. */
  at: string;
}

const LAST_LINES = 40;
const LINES_BEFORE_PANIC = 5;
/** reboot: lines of kernel/reboot.c, at KERN_EMERG, hence shown at every log level. */
const ORDERLY = /reboot: (System halted|Power down|Restarting system)/;
const PANIC = /Kernel panic - not syncing: (.*)/;
/** Signals that can end UML; signal(7), x86 and arm numbers. */
const SIGNALS = new Map([
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [4, 'SIGILL'],
  [5, 'SIGTRAP'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [13, 'SIGPIPE'],
  [15, 'SIGTERM'],
  [24, 'SIGXCPU'],
  [25, 'SIGXFSZ'],
  [29, 'SIGIO'],
  [31, 'SIGSYS'],
]);

type Verdict = { kind: ExitKind; message: string; abrupt?: true };

/** Says how a run ended, from what its process, its kernel and its console told. Pure. */
export function classifyExit(ending: RunEnding): MachineExit {
  const lines = consoleLines(ending.consoleTail);
  const { code, signal } = hostStatus(ending);
  const verdict = judge({ ...ending, code, signal }, lines);
  return {
    ...verdict,
    at: ending.at,
    code,
    signal,
    rung: ending.goal === null ? null : ending.rung,
    lastLines: tellingLines(lines, verdict.kind),
  };
}

/** The last lines, but of a panic those that begin with its cause: registers and a long trace follow it. */
function tellingLines(lines: readonly string[], kind: ExitKind): string[] {
  const panic = kind === 'panicked' ? lines.findLastIndex((line) => PANIC.test(line)) : -1;
  const start = Math.max(0, lines.length - LAST_LINES);
  const from = panic === -1 ? start : Math.min(start, Math.max(0, panic - LINES_BEFORE_PANIC));
  return lines.slice(from, from + LAST_LINES);
}

function hostStatus({ code, signal, sandboxed }: RunEnding): { code: number | null; signal: string | null } {
  const passedOn = sandboxed && code !== null && code > 128 ? SIGNALS.get(code - 128) : undefined;
  return passedOn === undefined ? { code, signal } : { code: null, signal: passedOn };
}

function judge(ending: RunEnding, lines: readonly string[]): Verdict {
  const { kernelUp, goal, code, signal } = ending;
  if (ending.spawnError !== null) {
    return { kind: 'failed-to-start', message: `Could not be started: ${ending.spawnError}` };
  }
  const orderly = lines.findLast((line) => ORDERLY.test(line));
  if (abortedAfterItsEnd(ending)) return orderlyEnd(ending, orderly ?? '');
  const panic = panicText(ending, lines);
  if (kernelUp && panic !== null && signal === 'SIGABRT') {
    return { kind: 'panicked', message: `Kernel panic: ${panic}` };
  }
  if (goal === 'power-off' && signal === 'SIGKILL') return { kind: 'killed', message: 'Powered off' };
  if (orderly !== undefined && signal === null) return orderlyEnd(ending, orderly);
  if (signal !== null && (goal !== null || kernelUp)) return { kind: 'killed', message: killedBy(ending) };
  if (goal !== null && ending.rung === 'sigterm') return { kind: 'killed', message: killedBy(ending) };
  if (!kernelUp) return { kind: 'failed-to-start', message: firstCause(ending, lines, panic) };
  if (code === 0) return orderlyEnd(ending, '');
  return { kind: 'crashed', message: `User Mode Linux ended with status ${code ?? 'unknown'}` };
}

/**
 * UML lets signals that wait fire as its very last act (arch/um/os-Linux/main.c, main(), before the exec). A
 * tick of its clock among them finds no task to be charged to, so the kernel panics ("Segfault with no mm") and
 * aborts, although the guest has ended and all that is left to do is to exit. Seen on 6.1, once in some hundred
 * ends on a busy host; docs/incidents.md
 */
function abortedAfterItsEnd({ kernelUp, signal, tidiedUp }: RunEnding): boolean {
  return kernelUp && tidiedUp && signal === 'SIGABRT';
}

function panicText({ panic }: RunEnding, lines: readonly string[]): string | null {
  const line = lines.findLast((candidate) => PANIC.test(candidate)) ?? '';
  const shown = PANIC.exec(line)?.[1]?.trim();
  return panic ?? shown ?? null;
}

function orderlyEnd({ goal, rung, rebootAsked }: RunEnding, marker: string): Verdict {
  const guestRestarts = marker === '' ? rebootAsked : marker.includes('Restarting system');
  const restarts = goal === 'reboot' || (goal === null && guestRestarts);
  if (restarts) return { kind: 'rebooted', message: 'The guest rebooted' };
  if (goal !== null && rung === 'halt') {
    const message = 'Halted by mconsole: the guest did not shut down when asked';
    return { kind: 'halted', message, abrupt: true };
  }
  // The kernel's last word is missing when mconsole halted it.
  if (marker === '') {
    const message = 'Halted by mconsole: nothing in the guest was asked to end';
    return { kind: 'halted', message, abrupt: true };
  }
  return { kind: 'halted', message: 'The guest shut down' };
}

function killedBy({ goal, rung, signal }: RunEnding): string {
  if (goal === null) return `Ended by ${signal ?? 'a signal'} that did not come from Umlaut`;
  const name = rung === 'sigterm' ? 'SIGTERM' : (signal ?? 'SIGKILL');
  return `Ended by ${name}: the guest did not shut down in time`;
}

/** UML and bwrap say why they give up on standard error, which is con0; the last line is the reason. */
function firstCause(ending: RunEnding, lines: readonly string[], panic: string | null): string {
  if (panic !== null) return `Kernel panic before the kernel was up: ${panic}`;
  const words = lines.at(-1);
  if (words !== undefined) return words;
  const status = ending.signal ?? `status ${ending.code ?? 'unknown'}`;
  return `Ended with ${status} before the kernel was up, without a word`;
}
