import { UmlautError } from '@umlaut/contracts/errors';
import { exchangeDatagrams } from '@umlaut/hostio';
import { isSurelyWhole } from './delivery.ts';
import { timeoutError } from './deadline.ts';
import { newReplyPath } from './reply-path.ts';
import { REPLY } from './layout.ts';
import { ReplyAssembly, type MconsoleReply } from './reply-assembly.ts';
import { encodeRequest } from './request-codec.ts';
import { unreachable } from './unreachable.ts';

/** Answers in the order of the questions; `failure` says why there are fewer, and none followed. */
export interface MconsoleAnswers {
  replies: MconsoleReply[];
  failure: UmlautError | null;
}

/**
 * Asks many questions one after the other, for a fifth of what single requests cost this process: they go
 * and come on another thread and a socket of their own, beside whatever else is asked.
 * @param limits `timeoutMs` is for each question; `replyFolder` as for MconsoleClient
 * @throws INVALID_INPUT for a line that cannot be sent; what comes from the kernel is a value
 */
export async function askMany(
  path: string,
  lines: readonly string[],
  limits: { timeoutMs: number; signal?: AbortSignal | undefined; replyFolder?: string | undefined },
): Promise<MconsoleAnswers> {
  const { replyFolder, ...others } = limits;
  const { answers, problem } = await exchangeDatagrams({
    path,
    ownPath: replyFolder === undefined ? undefined : newReplyPath(replyFolder),
    questions: lines.map(encodeRequest),
    moreOffset: REPLY.more,
    ...others,
  });
  const replies: MconsoleReply[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      const reply = assemble(answers[index] ?? []);
      if (reply === null)
        return { replies, failure: failureOf(problem, { path, line, timeoutMs: limits.timeoutMs }) };
      replies.push(reply);
    } catch (error) {
      if (!(error instanceof UmlautError)) throw error;
      return { replies, failure: error };
    }
  }
  return { replies, failure: null };
}

/** Null when nothing came. @throws MCONSOLE_PROTOCOL */
function assemble(datagrams: readonly Uint8Array[]): MconsoleReply | null {
  const assembly = new ReplyAssembly(isSurelyWhole);
  for (const datagram of datagrams) {
    const reply = assembly.push(datagram);
    if (reply !== null) return reply;
  }
  return assembly.cutShort();
}

function failureOf(
  problem: string | null,
  { path, line, timeoutMs }: { path: string; line: string; timeoutMs: number },
): UmlautError {
  if (problem === 'ETIMEDOUT') return timeoutError(line, timeoutMs);
  if (problem === 'EFBIG') return new UmlautError('MCONSOLE_PROTOCOL', 'The answers are longer than 4 MiB');
  if (problem === 'ECANCELED') return new UmlautError('CANCELLED', 'The mconsole requests were cancelled');
  return unreachable(path, problem ?? undefined);
}
