import type { LinkEndStatus } from '@umlaut/contracts/model';
import type { LinkWords } from './link-text.ts';

const WORDS: Readonly<Record<LinkEndStatus, LinkWords>> = {
  up: { label: 'Up', tone: 'good' },
  off: { label: 'Machine off', tone: 'idle' },
  down: { label: 'Down in the guest', tone: 'warn' },
  'no-carrier': { label: 'No carrier in the guest', tone: 'warn' },
  unknown: { label: 'Not known yet', tone: 'idle' },
  starting: { label: 'Starts', tone: 'busy' },
  failed: { label: 'Does not work', tone: 'bad' },
  gone: { label: 'Is gone', tone: 'bad' },
};

/** How an end of a link is in itself. */
export function endWords(status: LinkEndStatus): LinkWords {
  return WORDS[status];
}

/** On the drawing, where there is little room; null: the dot says it. */
export const END_MARKS: Readonly<Record<LinkEndStatus, string | null>> = {
  up: null,
  off: 'off',
  down: 'down',
  'no-carrier': 'no carrier',
  unknown: null,
  starting: null,
  failed: 'failed',
  gone: 'gone',
};
