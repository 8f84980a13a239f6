import { Button } from '@mantine/core';
import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconTerminal } from '../../components/icons.ts';
import { AnswerCard } from './answer-card.tsx';
import { isShortAnswer } from './answer-status.ts';
import classes from './answers.module.css';
import type { Answer } from './merge-answers.ts';
import type { AnswersReading } from './use-answers.ts';
import type { Ask } from './use-ask.ts';

export interface AnswerListProps {
  query: AnswersReading['query'];
  answers: readonly Answer[];
  abilities: MconsoleAbilities | undefined;
  ask: Ask;
  /** Null while there is no kernel to ask. */
  send: ((line: string) => void) | null;
  /** Keys of answers that are kept out of sight; null shows everything, also what is older. */
  cleared: ReadonlySet<string> | null;
  onUnclear: () => void;
}

/** Everything that was asked of this machine's kernel, newest first; the newest answer stands open. */
export function AnswerList(props: AnswerListProps): ReactNode {
  const { query, answers, abilities, ask, send, cleared, onUnclear } = props;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  if (query.isError && query.data === undefined) {
    const retry = (): void => void query.refetch();
    return (
      <div className={classes['whole']}>
        <ErrorState title="The history could not be read" error={query.error} onRetry={retry} />
      </div>
    );
  }
  if (query.isPending) return <Loading className={classes['whole'] ?? ''} height={160} />;
  if (answers.length === 0) {
    return (
      <div className={classes['whole']}>
        <EmptyState icon={IconTerminal} title="Nothing was asked yet">
          What the kernel answers appears here, newest first, and is kept with the machine.
        </EmptyState>
      </div>
    );
  }
  const shown = answers.filter(({ key }) => cleared === null || !cleared.has(key));
  if (shown.length === 0) {
    return (
      <div className={classes['cleared']}>
        <span>Cleared. The history keeps everything.</span>
        <Button variant="default" size="compact-sm" onClick={onUnclear}>
          Show it again
        </Button>
      </div>
    );
  }
  return (
    <>
      <ol className={classes['list']} aria-label="Answers of the kernel, newest first">
        {shown.map((answer, index) => {
          const open = toggled.get(answer.key) ?? isOpenByItself(answer, index);
          return (
            <li key={answer.key}>
              <AnswerCard
                answer={answer}
                abilities={abilities}
                open={open}
                ask={ask}
                onAgain={
                  send !== null && answer.kind === 'exchange' ? () => send(answer.exchange.line) : null
                }
                onToggle={() => {
                  setToggled((before) => new Map(before).set(answer.key, !open));
                }}
              />
            </li>
          );
        })}
      </ol>
      {cleared === null && query.hasNextPage ? (
        <Button
          variant="default"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show older
        </Button>
      ) : null}
    </>
  );
}

function isOpenByItself(answer: Answer, index: number): boolean {
  if (index === 0) return true;
  if (answer.kind === 'own') return answer.own.error === null;
  return isShortAnswer(answer.exchange);
}
