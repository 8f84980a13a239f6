import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './remedy.module.css';
import { remedyParts } from './remedy-parts.ts';

/** What to do about something; commands can be copied. */
export function Remedy({ remedy }: { remedy: string }): ReactNode {
  return (
    <div className={classes['remedy']}>
      {remedyParts(remedy).map(({ kind, text }) =>
        kind === 'text' ? (
          <span key={text}>{text}</span>
        ) : (
          <span key={text} className={classes['command']}>
            <code className="u-mono">{text}</code>
            <CopyButton value={text} label="Copy the command" />
          </span>
        ),
      )}
    </div>
  );
}
