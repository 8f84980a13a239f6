import type { TypedEntry } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { formatExact } from '../../components/format-time.ts';
import classes from './search.module.css';
import { typedText } from './typed-text.ts';

export interface TypedListProps {
  entries: readonly TypedEntry[];
  oldest: number;
  /** Shows the moment; null: there is nothing to show it. */
  onPick: ((offset: number) => void) | null;
}

/** What was typed, each a way to the moment when it was. */
export function TypedList({ entries, oldest, onPick }: TypedListProps): ReactNode {
  return (
    <ol className={classes['hits']} aria-label="Typed, newest first">
      {entries.map((entry) => (
        <li key={entry.number}>
          <button
            type="button"
            disabled={onPick === null || entry.offset < oldest}
            onClick={() => onPick?.(entry.offset)}
          >
            <span className={classes['where']}>
              <span>{entry.name}</span>
              <time dateTime={entry.at}>{formatExact(Date.parse(entry.at))}</time>
            </span>
            <span className={entry.text === null ? classes['quiet'] : classes['found']}>
              {typedText(entry)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
