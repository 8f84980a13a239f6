import { stopRung } from '@umlaut/contracts/model';
import type { MachineState } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import classes from './machine.module.css';
import { RUNG_TEXT } from './rung-text.ts';

/** While a machine stops: which rung of the ladder is in force, and which are left. */
export function StopLadder({ state }: { state: MachineState }): ReactNode {
  if (state.phase !== 'stopping') return null;
  const rungs = stopRung.options;
  const current = rungs.indexOf(state.rung);
  return (
    <div className={classes['ladder']}>
      <output>{RUNG_TEXT[state.rung].doing}…</output>
      <ol aria-label="Ways to end the machine, in order">
        {rungs.map((rung, index) => (
          <li
            key={rung}
            data-state={index < current ? 'tried' : index === current ? 'now' : 'left'}
            {...(index === current ? { 'aria-current': 'step' } : {})}
          >
            {RUNG_TEXT[rung].step}
            {index < current ? <span className="u-sr-only"> (did not help)</span> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
