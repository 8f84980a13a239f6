import { fromWireError, UmlautError } from '@umlaut/contracts/errors';
import { MAX_BATCH_LINES, type BatchAnswer } from '@umlaut/contracts/monitor';
import type { Refusals } from './refusals.ts';
import { replyText } from './reply-text.ts';

/** `MonitorClient.ask`: the answers in the order of the lines, none after one that did not come. */
export type AskGuest = (lines: readonly string[], timeoutMs: number) => Promise<BatchAnswer[]>;

/** One file of the guest, and where its text goes; null when the kernel refuses, or packets were lost. */
export interface Question {
  /** "proc stat". */
  line: string;
  take: (text: string | null) => void;
  /** How long a refusal is believed, milliseconds; absent: not at all. */
  believeMs?: number;
}

/** A question whose answer is only taken when there is one: what was known before holds until then. */
export function question(line: string, take: (text: string) => void, believeMs = 0): Question {
  return {
    line,
    believeMs,
    take: (text) => {
      if (text !== null) take(text);
    },
  };
}

/** Questions in rounds: what the next ones are depends on the answers. */
export type Rounds = Generator<Question[], void, void>;

/** For each question; a kernel that is well answers within a millisecond. */
const TIMEOUT_MS = 1_000;
/** No look needs more; a limit against a guest that makes us ask on and on. */
const MAX_ROUNDS = 4;

/**
 * Asks what several looks want to know, together: as few exchanges as there are rounds.
 * @returns how many questions that were
 * @throws the error that came instead of an answer: MCONSOLE_TIMEOUT, MACHINE_PAUSED...
 */
export async function askRounds(
  ask: AskGuest,
  looks: readonly Rounds[],
  refusals: Refusals,
): Promise<number> {
  let count = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const wanted = looks.flatMap((look) => look.next().value ?? []);
    const questions = wanted.filter((question) => !refusals.holds(question));
    for (let start = 0; start < questions.length; start += MAX_BATCH_LINES) {
      // oxlint-disable-next-line no-await-in-loop -- one exchange after the other
      await askBatch(ask, questions.slice(start, start + MAX_BATCH_LINES), refusals);
    }
    count += questions.length;
  }
  return count;
}

async function askBatch(ask: AskGuest, questions: readonly Question[], refusals: Refusals): Promise<void> {
  const answers = await ask(
    questions.map(({ line }) => line),
    TIMEOUT_MS,
  );
  for (const [index, question] of questions.entries()) {
    const answer = answers[index];
    if (answer === undefined) {
      throw new UmlautError('MCONSOLE_PROTOCOL', `No answer to "${question.line}" and none to follow`);
    }
    if ('unanswered' in answer) throw fromWireError(answer.unanswered);
    if (!answer.ok) refusals.add(question);
    question.take(replyText(answer));
  }
}
