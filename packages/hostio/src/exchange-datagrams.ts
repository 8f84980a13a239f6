import { getSystemErrorName } from 'node:util';
import { addon } from './addon.ts';

export interface ExchangeOptions {
  /** Socket that answers; at most 107 bytes. */
  path: string;
  /**
   * Path that it is answered at, less a dot and up to 10 digits; nothing is left of it. Default: an abstract name, which
   * only a process of the same network namespace can answer.
   */
  ownPath?: string | undefined;
  questions: readonly Uint8Array[];
  /** Where in each datagram of an answer a 32-bit 0 says that it is the last one. */
  moreOffset: number;
  /** For each question, until its answer begins; milliseconds. */
  timeoutMs: number;
  /** Ends the exchange within 20 ms, with ECANCELED. */
  signal?: AbortSignal | undefined;
}

export interface ExchangeResult {
  /** The datagrams of each answer; an answer without its last datagram (lost) is followed by others all the same. */
  answers: Buffer[][];
  /**
   * Why there are fewer answers than questions: an errno name, ETIMEDOUT among them, or EFBIG when they came to
   * more than 4 MiB; null when there are not fewer.
   */
  problem: string | null;
}

/**
 * Asks a Unix datagram socket one question after the other, on a thread of libuv's pool and on a socket of
 * its own: many questions wake this thread once, instead of once for each datagram.
 * @throws Error with code ENAMETOOLONG or EINVAL for a bad path
 */
export async function exchangeDatagrams(options: ExchangeOptions): Promise<ExchangeResult> {
  const { path, ownPath, questions, moreOffset, timeoutMs, signal } = options;
  const lengths = Uint32Array.from(questions, (question) => question.length);
  const { promise, handle } = addon().exchangeDatagrams(
    path,
    Buffer.concat(questions),
    Buffer.from(lengths.buffer),
    moreOffset,
    timeoutMs,
    ownPath ?? null,
  );
  const cancel = (): void => addon().cancelExchange(handle);
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel);
  try {
    const { bytes, marks, problem } = await promise;
    return { answers: split(bytes, marks), problem: problem === 0 ? null : getSystemErrorName(problem) };
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function split(bytes: Buffer, marks: Buffer): Buffer[][] {
  const answers: Buffer[][] = [];
  let start = 0;
  for (let at = 0; at < marks.length; at += 8) {
    const question = marks.readUInt32LE(at);
    const end = start + marks.readUInt32LE(at + 4);
    (answers[question] ??= []).push(bytes.subarray(start, end));
    start = end;
  }
  return answers;
}
