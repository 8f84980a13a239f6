import type { ReachReport, ReachStep } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconArrowRight, IconCheck, IconX } from '../../../components/icons.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { useLabEditor } from '../lab-editor.ts';
import { Part } from '../panel/part.tsx';
import { selectLink, selectNodes } from '../selection.ts';
import classes from './reach.module.css';

const OUTCOMES = {
  reached: { tone: 'good', label: 'Reached' },
  partly: { tone: 'warn', label: 'Some got lost' },
  stopped: { tone: 'bad', label: 'Not reached' },
  silent: { tone: 'idle', label: 'Nothing seen' },
} as const;

const WATCHED = { ...OUTCOMES, reached: { tone: 'good', label: 'All arrived' } } as const;

/** The verdict first, then every step that led to it. */
export function ReachResult({ report }: { report: ReachReport }): ReactNode {
  const outcome = (report.mode === 'watch' ? WATCHED : OUTCOMES)[report.outcome];
  const { roundTripMs: trip } = report;
  return (
    <>
      <Part title="Result" aside={<StatusBadge {...outcome} />}>
        <p className={classes['verdict']} data-outcome={report.outcome}>
          {report.verdict}
        </p>
        {report.advice === null ? null : <p className={classes['advice']}>{report.advice}</p>}
        {report.note === null ? null : <p className={classes['quiet']}>{report.note}</p>}
        {trip === null ? null : (
          <p className={`${classes['quiet']} u-num`}>
            There and back: {trip.least.toFixed(2)} ms at least, {trip.mean.toFixed(2)} ms in the mean,{' '}
            {trip.most.toFixed(2)} ms at most; {report.answered} of {report.sent} answered.
          </p>
        )}
      </Part>
      {report.frames.length === 0 ? null : (
        <Part title="Step by step">
          {report.frames.map(({ title, direction, steps }, index) => (
            <section key={index} aria-label={title} className={classes['frame']}>
              <h4>
                <IconArrowRight
                  size={13}
                  aria-hidden
                  data-direction={direction}
                  className={classes['arrow']}
                />
                {title}
              </h4>
              <ol>
                {steps.map((step, at) => (
                  <Step key={at} step={step} />
                ))}
              </ol>
            </section>
          ))}
        </Part>
      )}
    </>
  );
}

/** Leads to the place where it happened. */
function Step({ step }: { step: ReachStep }): ReactNode {
  const editor = useLabEditor();
  const show = (): void => {
    const { place } = step;
    editor.ui.setState({
      selection: place.kind === 'node' ? selectNodes([place.id]) : selectLink(place.id),
    });
    if (place.kind === 'node') editor.places.reveal([place.id]);
  };
  return (
    <li data-result={step.result}>
      <span className={`${classes['ms']} u-num`}>{step.ms.toFixed(1)}</span>
      <button type="button" className={classes['step']} onClick={show}>
        {step.result === 'stops' ? <IconX size={13} aria-label="Stopped:" /> : null}
        {step.result === 'arrives' ? <IconCheck size={13} aria-label="Arrived:" /> : null}
        {step.text}
      </button>
    </li>
  );
}
