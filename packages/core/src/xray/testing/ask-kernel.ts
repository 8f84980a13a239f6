import { toWireError } from '@umlaut/contracts/errors';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import { askMany } from '../../mconsole/index.ts';
import type { AskGuest } from '../question.ts';

/** Asks a kernel as its monitor does, without one. */
export function askKernel(mconsolePath: string): AskGuest {
  return async (lines, timeoutMs) => {
    const { replies, failure } = await askMany(mconsolePath, lines, { timeoutMs });
    const answers = replies.map(({ ok, errno, bytes, truncated }): BatchAnswer => ({
      ok,
      errno,
      bytes: Buffer.from(bytes).toString('latin1'),
      truncated,
    }));
    return failure === null ? answers : [...answers, { unanswered: toWireError(failure) }];
  };
}
