import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import { MAX_MCONSOLE_LINE_BYTES, mconsoleMode } from '../model/index.ts';

export const MAX_BATCH_LINES = 128;

/**
 * `POST /v1/command` with one of these as JSON. Answers 200 with `commandReply`, or the status of the
 * error with `{ error: wireError }`. Commands are idempotent where the name says a state.
 */
export const monitorCommand = z.discriminatedUnion('command', [
  /** The whole ladder: cad, halt, sigterm, sigkill. Answers at once; progress is in the status. */
  z.object({ command: z.literal('shutdown') }),
  /** SIGKILL now. Answers when every process is gone. */
  z.object({ command: z.literal('power-off') }),
  /** Clean reboot: cad, then the ladder, then a new run. */
  z.object({ command: z.literal('reboot') }),
  z.object({ command: z.literal('pause') }),
  z.object({ command: z.literal('resume') }),
  /**
   * Any mconsole request line: "version", "proc meminfo", "sysrq s". `lossless` asks between `stop` and `go`
   * (model/mconsole.ts) and refuses what a stopped kernel cannot answer.
   */
  z.object({
    command: z.literal('mconsole'),
    line: z.string().min(1).max(MAX_MCONSOLE_LINE_BYTES),
    mode: mconsoleMode.optional(),
    timeoutMs: z.int().min(10).max(60_000),
  }),
  /** Many questions one after the other, in one exchange. After one that gets no answer, none follows. */
  z.object({
    command: z.literal('mconsole-batch'),
    lines: z.array(z.string().min(1).max(MAX_MCONSOLE_LINE_BYTES)).min(1).max(MAX_BATCH_LINES),
    /** For each question. */
    timeoutMs: z.int().min(10).max(60_000),
  }),
]);
export type MonitorCommand = z.output<typeof monitorCommand>;

/** Answer to one line of a batch; `unanswered` says why none came. */
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

export const commandReply = z.object({
  ok: z.literal(true),
  /** For `mconsole`: the reply. */
  mconsole: z
    .object({ ok: z.boolean(), errno: z.int(), text: z.string(), truncated: z.boolean() })
    .nullable(),
  /** For `mconsole-batch`: the answers in the order of the lines; fewer when one was not answered. */
  batch: z.array(batchAnswer).nullable(),
});
export type CommandReply = z.output<typeof commandReply>;
export const commandFailure = z.object({ error: wireError });
