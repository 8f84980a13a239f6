import type { FrameCounters } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatClock } from '../../../components/format-time.ts';
import type { CountedFrom } from '../live/counted-from.ts';
import { dropText } from '../live/link-text.ts';
import classes from './panel.module.css';

export interface DropLinesProps {
  /** Now; null: not known yet. */
  perSecond: number | null;
  /** Counted so far: of an interface, and of its link. */
  counters: readonly FrameCounters[];
  from: CountedFrom | null;
}

/** What is dropped now, in red only then; and what was. */
export function DropLines({ perSecond, counters, from }: DropLinesProps): ReactNode {
  const total = counters
    .map(dropText)
    .filter((text) => text !== '')
    .join(', ');
  const isDropping = perSecond !== null && perSecond > 0;
  if (!isDropping && total === '') return null;
  return (
    <>
      <p className={`${classes[isDropping ? 'bad' : 'quiet']} u-num`}>
        Dropped now: {perSecond === null ? '-' : `${perSecond} frames/s`}
      </p>
      {total === '' ? null : (
        <p className={`${classes['quiet']} u-num`}>
          Dropped {sinceWords(from)}: {total}
        </p>
      )}
    </>
  );
}

/** When the totals began: with the network of Umlaut, or when a person said so. */
export function sinceWords(from: CountedFrom | null): string {
  return from === null ? 'since the start' : `since ${formatClock(from.at)}`;
}
