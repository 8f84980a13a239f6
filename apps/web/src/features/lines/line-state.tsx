import type { LineReport } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { channelText } from './channel-text.ts';
import classes from './lines.module.css';
import { stateText } from './state-text.ts';

/** What a line is now: its state, the host's side, how to get there, and what stands in the way. */
export function LineState({ line, runs }: { line: LineReport; runs: boolean }): ReactNode {
  const { live, name, problem } = line;
  return (
    <div className={classes['state']}>
      {runs ? <span>{stateText(line)}</span> : null}
      {live?.hostDevice === undefined || live.hostDevice === null ? null : (
        <span className="u-mono" aria-label={`Device of ${name} on the host`}>
          {live.hostDevice}
        </span>
      )}
      {live?.attach === undefined || live.attach === null ? null : (
        <span className={classes['attach']}>
          <code>{live.attach}</code>
          <CopyButton value={live.attach} label={`Copy the command for ${name}`} />
        </span>
      )}
      {problem === null ? null : <ProblemNote>{problem}</ProblemNote>}
    </div>
  );
}

/** What is configured and, while that is something else, what is there now. */
export function LineTarget({ line }: { line: LineReport }): ReactNode {
  const { configured, began, live, pending } = line;
  const now = live === null ? (began ?? { kind: 'null' as const }) : live.channel;
  return (
    <>
      <span className={classes['target']}>
        {configured === null ? 'Nothing (not configured)' : channelText(configured)}
      </span>
      {pending ? (
        <span className={classes['now']}>
          Now {now === null ? (live?.answer ?? '') : channelText(now)}, until the next start
        </span>
      ) : null}
    </>
  );
}
