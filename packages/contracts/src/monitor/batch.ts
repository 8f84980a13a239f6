import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import { MAX_MCONSOLE_LINE_BYTES } from '../model/index.ts';

export const MAX_BATCH_LINES = 128;

/**
 * Many mconsole questions in one exchange: JSON text frames over `GET /v1/batches` upgraded to a WebSocket.
 * They are asked one after the other; after one that gets no answer, none follows. A frame that cannot be
 * understood ends the connection.
 */
export const batchRequest = z.object({
  /** Chosen by the client, repeated in the reply. */
  id: z.int(),
  lines: z.array(z.string().min(1).max(MAX_MCONSOLE_LINE_BYTES)).min(1).max(MAX_BATCH_LINES),
  /** For each question, milliseconds. */
  timeoutMs: z.int().min(10).max(60_000),
});
export type BatchRequest = z.output<typeof batchRequest>;

/** Answer to one line; `unanswered` says why none came. */
export const batchAnswer = z.union([
  z.object({
    ok: z.boolean(),
    errno: z.int(),
    /** One character per byte (latin1), so that files of any encoding arrive as they are. */
    bytes: z.string(),
    truncated: z.boolean(),
  }),
  z.object({ unanswered: wireError }),
]);
export type BatchAnswer = z.output<typeof batchAnswer>;

/** Answers in the order of the lines, fewer when one was not answered; or why nothing was asked. */
export const batchReply = z.union([
  z.object({ id: z.int(), answers: z.array(batchAnswer) }),
  z.object({ id: z.int(), error: wireError }),
]);
export type BatchReply = z.output<typeof batchReply>;
