import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useState, type ReactNode, type Ref } from 'react';
import type { Access } from './access.ts';
import { AnswerList } from './answer-list.tsx';
import { answerStatus } from './answer-status.ts';
import classes from './answers.module.css';
import { lineOf } from './merge-answers.ts';
import { useOwnLines } from './own-lines.ts';
import { Prompt } from './prompt.tsx';
import type { AnswersReading } from './use-answers.ts';
import type { Ask } from './use-ask.ts';
import type { Sender } from './use-send.ts';

export interface AnswersProps {
  ref: Ref<HTMLElement>;
  machine: Machine;
  access: Access;
  abilities: MconsoleAbilities | undefined;
  reading: AnswersReading;
  ask: Ask;
  sender: Sender;
}

/** The prompt, and below it everything that was asked. */
export function Answers(props: AnswersProps): ReactNode {
  const { ref, machine, access, abilities, reading, ask, sender } = props;
  const { query, answers, latest } = reading;
  /** What was cleared away, by key; the history keeps it. */
  const [cleared, setCleared] = useState<ReadonlySet<string> | null>(null);
  const clear = (): void => {
    setCleared(answers.length === 0 ? null : new Set(answers.map(({ key }) => key)));
    useOwnLines.getState().dismissFailed(machine.id);
  };
  return (
    <section ref={ref} className={classes['column']} aria-label="Answers">
      <div className={classes['top']}>
        <Prompt
          abilities={abilities}
          closed={access === 'closed' ? closedText(machine) : null}
          onSend={sender.send}
          onClear={clear}
        />
      </div>
      <output className="u-sr-only">
        {latest === null ? '' : `${lineOf(latest)}: ${answerStatus(latest).label}`}
      </output>
      <div className={classes['scroller']}>
        <AnswerList
          query={query}
          answers={answers}
          abilities={abilities}
          ask={ask}
          send={access === 'closed' ? null : sender.send}
          cleared={cleared}
          onUnclear={() => {
            setCleared(null);
          }}
        />
      </div>
    </section>
  );
}

function closedText({ state: { phase } }: Machine): string {
  return phase === 'stopped' ? 'The machine is off' : 'The kernel is not up yet';
}
