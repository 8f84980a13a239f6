import { Button, SegmentedControl } from '@mantine/core';
import type { MconsoleAbilities, MconsoleExchange } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { KernelReportView } from '../../components/kernel-report-view.tsx';
import { IconAlertTriangle } from '../../components/icons.ts';
import { endsGuest } from './answer-status.ts';
import classes from './answers.module.css';
import { explainRefusal, explainSilence } from './explain-refusal.ts';
import { readLine } from './read-line.ts';
import type { Ask } from './use-ask.ts';

export interface AnswerBodyProps {
  exchange: MconsoleExchange;
  abilities: MconsoleAbilities | undefined;
  ask: Ask;
}

type View = 'decoded' | 'raw';

/** An answer decoded where it can be, its text as the kernel sent it a click away. */
export function AnswerBody({ exchange, abilities, ask }: AnswerBodyProps): ReactNode {
  const [view, setView] = useState<View>('decoded');
  const { text } = exchange;
  // What printed nothing is no report, whatever was asked.
  const report = text.trim() === '' ? null : exchange.report;
  const reading = abilities === undefined ? null : readLine(exchange.line, abilities);
  const isReport = reading?.key?.danger === 'report';
  const advice = explainRefusal(exchange) ?? explainSilence(exchange, isReport);
  const ended = exchange.ok && endsGuest(exchange.line);
  const raw = text.replace(/^\n+|\n+$/g, '');
  const again =
    reading?.canBeLossless === true && exchange.mode === 'live' && reading.blocked === null
      ? () => void ask(exchange.line, 'lossless')
      : null;
  return (
    <>
      {exchange.truncated && !ended ? <CutShort onAgain={again} /> : null}
      {report === null ? null : (
        <div className={classes['views']}>
          <SegmentedControl
            size="xs"
            aria-label="How the answer is shown"
            data={[
              { value: 'decoded', label: 'Decoded' },
              { value: 'raw', label: 'As sent' },
            ]}
            value={view}
            onChange={(value) => {
              setView(value === 'raw' ? 'raw' : 'decoded');
            }}
          />
          <CopyButton value={raw} label="Copy the text as it was sent" />
        </div>
      )}
      {report !== null && view === 'decoded' ? <KernelReportView report={report} /> : null}
      {raw !== '' && (report === null || view === 'raw') ? (
        <div className={classes['rawBox']}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
          <pre tabIndex={0} className={classes['raw']} data-tone={exchange.ok ? 'plain' : 'bad'}>
            {raw}
          </pre>
          {report === null ? (
            <span className={classes['rawCopy']}>
              <CopyButton value={raw} label="Copy the text" />
            </span>
          ) : null}
        </div>
      ) : null}
      {raw === '' && exchange.ok && advice === null ? (
        <p className={classes['note']}>
          {ended ? 'The guest ended.' : 'The kernel did it and had nothing to say.'}
        </p>
      ) : null}
      {advice === null ? null : <p className={classes['note']}>{advice}</p>}
    </>
  );
}

function CutShort({ onAgain }: { onAgain: (() => void) | null }): ReactNode {
  return (
    <div className={classes['cut']}>
      <IconAlertTriangle size={15} aria-hidden />
      <p>
        This is not all: the kernel answered faster than its answer could be read, and dropped the rest.
        {onAgain === null
          ? ''
          : ' Asked without loss, the guest stands still for some milliseconds while it answers.'}
      </p>
      {onAgain === null ? null : (
        <Button size="compact-sm" variant="default" onClick={onAgain}>
          Ask again without loss
        </Button>
      )}
    </div>
  );
}
