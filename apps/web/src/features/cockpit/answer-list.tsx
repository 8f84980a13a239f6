import { Button, Skeleton } from '@mantine/core';
import type { MachineId, MconsoleAbilities } from '@umlaut/contracts/model';
import { useMemo, useState, type ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconTerminal } from '../../components/icons.ts';
import { AnswerCard } from './answer-card.tsx';
import { isShortAnswer } from './answer-status.ts';
import classes from './answers.module.css';
import { mergeAnswers, type Answer } from './merge-answers.ts';
import { useOwnLines } from './own-lines.ts';
import type { Ask } from './use-ask.ts';
import { useExchanges } from './use-exchanges.ts';

export interface AnswerListProps {
  machineId: MachineId;
  abilities: MconsoleAbilities | undefined;
  ask: Ask;
}

/** Everything that was asked of this machine's kernel, newest first; the newest answer stands open. */
export function AnswerList({ machineId, abilities, ask }: AnswerListProps): ReactNode {
  const query = useExchanges(machineId);
  const allOwn = useOwnLines((store) => store.lines);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const answers = useMemo(
    () =>
      mergeAnswers(
        query.data?.pages.flatMap((page) => page.items) ?? [],
        allOwn.filter((own) => own.machineId === machineId),
      ),
    [query.data, allOwn, machineId],
  );
  if (query.isError && query.data === undefined) {
    const retry = (): void => void query.refetch();
    return <ErrorState title="The history could not be read" error={query.error} onRetry={retry} />;
  }
  if (query.isPending) return <Skeleton height={160} aria-label="Loading" />;
  if (answers.length === 0) {
    return (
      <EmptyState icon={IconTerminal} title="Nothing was asked yet">
        What the kernel answers appears here, newest first, and is kept with the machine.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={classes['list']} aria-label="Answers of the kernel, newest first">
        {answers.map((answer, index) => {
          const open = toggled.get(answer.key) ?? isOpenByItself(answer, index);
          return (
            <li key={answer.key}>
              <AnswerCard
                answer={answer}
                abilities={abilities}
                open={open}
                ask={ask}
                onToggle={() => {
                  setToggled((before) => new Map(before).set(answer.key, !open));
                }}
              />
            </li>
          );
        })}
      </ol>
      {query.hasNextPage ? (
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
  if (index === 0 || answer.kind === 'own') return true;
  return isShortAnswer(answer.exchange) && answer.exchange.text.trim() !== '';
}
