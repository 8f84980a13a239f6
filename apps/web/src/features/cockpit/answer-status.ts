import type { ErrorCode } from '@umlaut/contracts/errors';
import type { MconsoleExchange } from '@umlaut/contracts/model';
import type { MachineStatus } from '../../components/machine-status.ts';
import type { Answer } from './merge-answers.ts';

/** The request went out, and nothing came back in time. */
const UNANSWERED: ReadonlySet<ErrorCode> = new Set([
  'MCONSOLE_TIMEOUT',
  'MCONSOLE_STUCK',
  'MCONSOLE_PROTOCOL',
  'DEADLINE_EXCEEDED',
  'SERVER_UNREACHABLE',
]);
/** Answers of so few lines are always shown. */
const SHORT_LINES = 3;

/** Whether the guest ends of it: its kernel need not finish the answer. */
export function endsGuest(line: string): boolean {
  return /^(?:halt|reboot|sysrq [bco])$/.test(line.trim());
}

/** What came of a line, as a mark and a word. */
export function answerStatus(answer: Answer): MachineStatus {
  if (answer.kind === 'own') {
    const { error } = answer.own;
    if (error === null) return { tone: 'busy', label: 'Asking' };
    return { tone: 'bad', label: UNANSWERED.has(error.code) ? 'No answer' : 'Not sent' };
  }
  const { ok, truncated, text, line } = answer.exchange;
  if (!ok) return { tone: 'bad', label: 'Refused' };
  if (truncated && !endsGuest(line)) return { tone: 'warn', label: 'Cut short' };
  return { tone: 'good', label: text.trim() === '' ? 'Done' : 'Answered' };
}

/** Said in full, and short enough to stand open among others. */
export function isShortAnswer({ ok, text, report, truncated }: MconsoleExchange): boolean {
  if (!ok || truncated || report !== null || text.trim() === '') return false;
  return text.trim().split('\n').length <= SHORT_LINES;
}

/** "0.3 ms", "12 ms", "1.2 s". */
export function formatElapsed(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`;
}
