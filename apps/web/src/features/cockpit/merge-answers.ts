import type { MconsoleExchange } from '@umlaut/contracts/model';
import type { OwnLine } from './own-lines.ts';

/** A line of the list: answered, or sent by this page and without an answer. */
export type Answer =
  | { kind: 'exchange'; key: string; at: number; exchange: MconsoleExchange }
  | { kind: 'own'; key: string; at: number; own: OwnLine };

export function lineOf(answer: Answer): string {
  return answer.kind === 'exchange' ? answer.exchange.line : answer.own.line;
}

/** Newest first. Clocks of browser and server differ, so what waits for its answer always comes first. */
export function mergeAnswers(
  exchanges: readonly MconsoleExchange[],
  ownLines: readonly OwnLine[],
): readonly Answer[] {
  const answered: Answer[] = exchanges.map((exchange) => ({
    kind: 'exchange',
    key: `exchange-${exchange.id}`,
    at: Date.parse(exchange.at),
    exchange,
  }));
  const own: Answer[] = ownLines.map((line) => ({
    kind: 'own',
    key: `own-${line.id}`,
    at: line.error === null ? Number.POSITIVE_INFINITY : line.at,
    own: line,
  }));
  return [...own, ...answered].toSorted((a, b) => (a.at === b.at ? 0 : b.at - a.at));
}
