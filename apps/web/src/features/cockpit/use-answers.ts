import type { MachineId } from '@umlaut/contracts/model';
import { useMemo, useState } from 'react';
import { mergeAnswers, type Answer } from './merge-answers.ts';
import { useOwnLines } from './own-lines.ts';
import { useExchanges } from './use-exchanges.ts';

export interface AnswersReading {
  query: ReturnType<typeof useExchanges>;
  answers: readonly Answer[];
  /** The newest one, when it came while this page looked on. */
  latest: Answer | null;
}

/** The history of a machine's kernel, and what this page sent that is not in it. */
export function useAnswers(machineId: MachineId): AnswersReading {
  const query = useExchanges(machineId);
  const own = useOwnLines((store) => store.lines);
  const pages = query.data?.pages;
  const answers = useMemo(
    () =>
      mergeAnswers(
        pages?.flatMap((page) => page.items) ?? [],
        own.filter((line) => line.machineId === machineId),
      ),
    [pages, own, machineId],
  );
  const newest = answers[0] ?? null;
  /** The newest when the page came; undefined until that is known. */
  const [known, setKnown] = useState<string | null | undefined>(undefined);
  if (known === undefined && pages !== undefined) setKnown(newest?.key ?? null);
  const latest = known === undefined || newest?.key === known ? null : newest;
  return { query, answers, latest };
}
