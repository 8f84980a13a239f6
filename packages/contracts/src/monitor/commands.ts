import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import { launchDisk, launchNic } from './launch-spec.ts';
import { consoleName, MAX_MCONSOLE_LINE_BYTES, mconsoleMode } from '../model/index.ts';

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
  /** Forgets the output of a console so far, for good. */
  z.object({ command: z.literal('clear-console'), console: consoleName }),
  /**
   * The disks of the next run, which begins when the guest reboots; plugging in and out is mconsole's.
   * `check` is the number of one that is about to be plugged in: its files are checked first.
   */
  z.object({
    command: z.literal('disks'),
    disks: z.array(launchDisk).min(1).max(16),
    check: z.int().nullable(),
  }),
  /** The network interfaces of the next run. */
  z.object({ command: z.literal('nics'), nics: z.array(launchNic).max(8) }),
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
]);
export type MonitorCommand = z.output<typeof monitorCommand>;

export const commandReply = z.object({
  ok: z.literal(true),
  /** For `mconsole`: the reply. */
  mconsole: z
    .object({ ok: z.boolean(), errno: z.int(), text: z.string(), truncated: z.boolean() })
    .nullable(),
});
export type CommandReply = z.output<typeof commandReply>;
export const commandFailure = z.object({ error: wireError });
