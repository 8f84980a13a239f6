import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
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
  /** Gets a mark some lines below where the newest answer begins. */
  firstAnswer: Ref<HTMLElement>;
  machine: Machine;
  access: Access;
  abilities: MconsoleAbilities | undefined;
  reading: AnswersReading;
  ask: Ask;
  sender: Sender;
}

/** The prompt, and below it everything that was asked. */
export function Answers(props: AnswersProps): ReactNode {
  const { ref, firstAnswer, machine, access, abilities, reading, ask, sender } = props;
  const { query, answers, latest } = reading;
  /** What was cleared away, by key; the history keeps it. */
  const [cleared, setCleared] = useState<ReadonlySet<string> | null>(null);
  const clear = (): void => {
    setCleared(answers.length === 0 ? null : new Set(answers.map(({ key }) => key)));
    useOwnLines.getState().dismissFailed(machine.id);
  };
  const scroller = useRef<HTMLDivElement>(null);
  const asking = answers[0]?.kind === 'own' ? answers[0].key : null;
  useEffect(() => {
    // What one has just asked stands at the top, wherever one was reading.
    if (asking !== null) scroller.current?.scrollTo({ top: 0 });
  }, [asking]);
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
      <div ref={scroller} className={classes['scroller']}>
        <span ref={firstAnswer} className={classes['mark']} aria-hidden />
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
