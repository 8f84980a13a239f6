import type { GuestHealth, HealthLevel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { HEALTH_TONE } from '../../components/health-tone.ts';
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '../../components/icons.ts';
import classes from './verdict.module.css';

const LEVEL_WORDS: Readonly<Record<HealthLevel, string>> = {
  good: 'All is well',
  attention: 'Needs attention',
  bad: 'Unwell',
  unknown: 'Nothing to judge',
};

export interface VerdictProps {
  health: GuestHealth;
  isOld: boolean;
  /** Where it leads. */
  children: ReactNode;
}

/** How the guest is, in a sentence; when it is unwell, why, and what to do. */
export function Verdict({ health, isOld, children }: VerdictProps): ReactNode {
  const { level, sentence, reasons } = health;
  const Glyph = level === 'good' ? IconCheck : level === 'unknown' ? IconInfoCircle : IconAlertTriangle;
  return (
    <section
      className={classes['verdict']}
      data-tone={HEALTH_TONE[level]}
      data-old={isOld}
      aria-label="Verdict"
    >
      <span className={classes['mark']}>
        <Glyph size={18} stroke={1.9} aria-hidden />
        <span className="u-sr-only">{LEVEL_WORDS[level]}:</span>
      </span>
      <div className={classes['text']}>
        <p className={classes['sentence']}>{sentence}</p>
        {reasons.length === 0 ? null : (
          <ul className={classes['reasons']}>
            {reasons.map(({ level: own, text, hint }) => (
              <li key={text} data-tone={HEALTH_TONE[own]}>
                {/* The worst stands in the sentence already. */}
                {hint !== null && sentence.startsWith(text) ? null : <b>{text}. </b>}
                {hint === null ? null : withStop(hint)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {children}
      {/* Told aloud only when it changes for better or worse, not with every figure. */}
      <output className="u-sr-only">
        {[LEVEL_WORDS[level], ...reasons.map(({ text }) => text.replaceAll(/\s*\([^)]* ago\)/g, ''))].join(
          '. ',
        )}
      </output>
    </section>
  );
}

function withStop(text: string): string {
  return /[.!?:)]$/.test(text) ? text : `${text}.`;
}
