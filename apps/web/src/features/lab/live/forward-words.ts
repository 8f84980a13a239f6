import type { ForwardState, ForwardStatus } from '@umlaut/contracts/model';
import type { StatusTone } from '../../../components/machine-status.ts';

const WORDS: Readonly<Record<ForwardStatus, { tone: StatusTone; label: string }>> = {
  listening: { tone: 'good', label: 'Listening' },
  starting: { tone: 'busy', label: 'Starting' },
  waiting: { tone: 'idle', label: 'Waits for its machine' },
  taken: { tone: 'warn', label: 'Port is taken' },
  privileged: { tone: 'warn', label: 'Port needs privilege' },
  lost: { tone: 'bad', label: 'Leads nowhere' },
  failed: { tone: 'bad', label: 'Failed' },
  unused: { tone: 'idle', label: 'Uplink has no link' },
};

/** What a person would have to do something about. */
const CLOSED: ReadonlySet<ForwardStatus> = new Set(['taken', 'privileged', 'lost', 'failed']);

/** A forward's state in a word; one that is open and has nobody to answer is no good one. */
export function forwardWords({ status, problem }: ForwardState): { tone: StatusTone; label: string } {
  const words = WORDS[status];
  return status === 'listening' && problem !== null ? { ...words, tone: 'warn' } : words;
}

/** How many a person would have to do something about, in words; null: none. */
export function closedWords(forwards: readonly ForwardState[]): string | null {
  const count = forwards.filter(({ status }) => CLOSED.has(status)).length;
  return count === 0 ? null : `${count} ${count === 1 ? 'forward' : 'forwards'} closed`;
}
