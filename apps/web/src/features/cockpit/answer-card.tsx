import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import type { MconsoleAbilities, MconsoleExchange } from '@umlaut/contracts/model';
import { useId, type ReactNode } from 'react';
import { formatClock, formatExact } from '../../components/format-time.ts';
import { IconChevronRight, IconRefresh } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Tag } from '../../components/tag.tsx';
import { errorText } from '../../lib/error-text.ts';
import { AnswerBody } from './answer-body.tsx';
import { answerStatus, formatElapsed } from './answer-status.ts';
import classes from './answers.module.css';
import { FailureAdvice } from './failure-advice.tsx';
import { lineOf, type Answer } from './merge-answers.ts';
import type { OwnLine } from './own-lines.ts';
import { summarizeReport } from './summarize-report.ts';
import type { Ask } from './use-ask.ts';
import { WaitingNote } from './waiting-note.tsx';

export interface AnswerCardProps {
  answer: Answer;
  abilities: MconsoleAbilities | undefined;
  open: boolean;
  onToggle: () => void;
  ask: Ask;
  /** Sends the line as the controls and the prompt do. */
  onAgain: (() => void) | null;
}

/** A line that was asked, and what came of it. */
export function AnswerCard({ answer, abilities, open, onToggle, ask, onAgain }: AnswerCardProps): ReactNode {
  const bodyId = useId();
  const { tone, label } = answerStatus(answer);
  const line = lineOf(answer);
  const { mode } = answer.kind === 'exchange' ? answer.exchange : answer.own;
  return (
    <article className={classes['answer']} data-tone={tone} aria-label={`${line}: ${label}`}>
      <header className={classes['head']}>
        <UnstyledButton
          className={classes['line']}
          aria-expanded={open}
          {...(open ? { 'aria-controls': bodyId } : {})}
          onClick={onToggle}
        >
          <IconChevronRight size={14} aria-hidden className={classes['chevron']} />
          <code className={classes['request']}>{line}</code>
          {open ? null : <span className={`u-truncate ${classes['preview']}`}>{previewOf(answer)}</span>}
        </UnstyledButton>
        {mode === 'lossless' ? (
          <span title="The guest stood still while it answered, so that nothing was lost">
            <Tag>lossless</Tag>
          </span>
        ) : null}
        <StatusBadge tone={tone} label={label} />
        <AnswerFacts answer={answer} />
        {answer.kind === 'exchange' ? <AskAgain line={line} onAsk={onAgain} /> : null}
      </header>
      {open ? (
        <div id={bodyId} className={classes['body']}>
          {answer.kind === 'exchange' ? (
            <AnswerBody exchange={answer.exchange} abilities={abilities} ask={ask} />
          ) : (
            <OwnBody own={answer.own} ask={ask} />
          )}
        </div>
      ) : null}
    </article>
  );
}

function AskAgain({ line, onAsk }: { line: string; onAsk: (() => void) | null }): ReactNode {
  if (onAsk === null) return null;
  return (
    <Tooltip label="Ask again">
      <ActionIcon size={26} aria-label={`Ask ${line} again`} onClick={onAsk}>
        <IconRefresh size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function OwnBody({ own, ask }: { own: OwnLine; ask: Ask }): ReactNode {
  if (own.error === null) return <WaitingNote since={own.at} />;
  return (
    <div className={classes['failure']} role="alert">
      <p>{errorText(own.error)}</p>
      <FailureAdvice own={own} ask={ask} />
    </div>
  );
}

function AnswerFacts({ answer }: { answer: Answer }): ReactNode {
  const at = answer.kind === 'exchange' ? answer.at : answer.own.at;
  return (
    <span className={classes['facts']}>
      {answer.kind === 'exchange' ? (
        <>
          <span className="u-num">{formatElapsed(answer.exchange.elapsedMs)}</span>
          <span className={classes['actor']}>{answer.exchange.actor}</span>
        </>
      ) : null}
      <time dateTime={new Date(at).toISOString()} title={formatExact(at)} className="u-num">
        {isToday(at) ? formatClock(at) : formatExact(at)}
      </time>
    </span>
  );
}

function isToday(at: number): boolean {
  return new Date(at).toDateString() === new Date().toDateString();
}

function previewOf(answer: Answer): string {
  if (answer.kind === 'own') return answer.own.error?.message ?? '';
  return firstLine(answer.exchange);
}

function firstLine({ text, report }: MconsoleExchange): string {
  if (report !== null && text.trim() !== '') return summarizeReport(report);
  return text.trimStart().split('\n', 1)[0] ?? '';
}
