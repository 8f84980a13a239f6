import { z } from 'zod';
import { kernelReport } from './kernel-report.ts';

/** A request line has at most 511 bytes: MCONSOLE_MAX_DATA of arch/um/drivers/mconsole.h, less the NUL. */
export const MAX_MCONSOLE_LINE_BYTES = 511;

/**
 * How a question is put.
 * - `live`: the guest runs on; a kernel that answers faster than its answer is read drops the rest.
 * - `lossless`: `stop`, the question, `go`: the whole answer, for which the guest stands still for some
 *   milliseconds; only for what a stopped kernel can answer from memory.
 */
export const mconsoleMode = z.enum(['live', 'lossless']);
export type MconsoleMode = z.output<typeof mconsoleMode>;

/** One question to a guest's kernel and what came of it; kept in the machine's history. */
export const mconsoleExchange = z.object({
  /** Grows within a machine; below 0 for an answer that could not be kept, as on a full disk. */
  id: z.int(),
  at: z.iso.datetime(),
  /** A user's name. */
  actor: z.string(),
  line: z.string(),
  mode: mconsoleMode,
  /** The kernel did it, or answered. */
  ok: z.boolean(),
  /** 0, 1 (refused without a reason) or a negative errno such as -16 (EBUSY). */
  errno: z.int(),
  text: z.string().describe('As the kernel sent it, decoded as UTF-8; cut at 256 KiB'),
  /** Packets were lost, or the text was cut: this is not all there is. */
  truncated: z.boolean(),
  elapsedMs: z.number(),
  /** The text read as what it is, when that is known: a backtrace, a memory report, a table. */
  report: kernelReport.nullable(),
});
export type MconsoleExchange = z.output<typeof mconsoleExchange>;

/** One key of Magic SysRq on one kernel. Documentation/admin-guide/sysrq.rst. */
export const sysrqKey = z.object({
  key: z.string().length(1),
  label: z.string().describe('Short name: "Show memory"'),
  effect: z.string().describe('What happens, as a sentence'),
  /** `report`: only prints; `changes`: alters the running system; `destroys`: ends programs or the guest. */
  danger: z.enum(['report', 'changes', 'destroys']),
  /** Why it is refused on this kernel, or null. */
  blocked: z.string().nullable(),
  /** Whether it may be asked in mode `lossless`. */
  lossless: z.boolean(),
});
export type SysrqKey = z.output<typeof sysrqKey>;

/** What may be asked of the kernel that a machine runs on. */
export const mconsoleAbilities = z.object({
  kernelVersion: z.string().nullable(),
  sysrq: z.array(sysrqKey),
  commands: z.array(
    z.object({
      /** First word of the request line. */
      name: z.string(),
      syntax: z.string().describe('For a person: "remove DEVICE"'),
      summary: z.string(),
      danger: z.enum(['report', 'changes', 'destroys']),
      /** Runs in the kernel's work queue, so it hangs when that is stuck. */
      needsQueue: z.boolean(),
      blocked: z.string().nullable(),
    }),
  ),
  /** Devices that `config` and `remove` know on this kernel, with the form of their value. */
  devices: z.array(
    z.object({
      prefix: z.enum(['ubd', 'con', 'ssl', 'vec', 'eth', 'mem']),
      label: z.string(),
      /** Numbers that may follow the prefix; null: none (mem). */
      numbers: z.object({ min: z.int(), max: z.int() }).nullable(),
      canQuery: z.boolean(),
      canRemove: z.boolean(),
      valueHint: z.string(),
      blocked: z.string().nullable(),
    }),
  ),
});
export type MconsoleAbilities = z.output<typeof mconsoleAbilities>;

/**
 * Whether the kernel answers.
 * - `answering`. - `paused`: stopped by mconsole. - `not-up`: still booting, or no process.
 * - `stuck`: the work queue hangs in a request (a read that blocks): help, cad, sysrq, stack, log and go
 *   still work. - `silent`: nothing answers.
 */
export const mconsoleQueue = z.object({
  state: z.enum(['answering', 'paused', 'not-up', 'stuck', 'silent']),
  since: z.iso.datetime().nullable(),
  detail: z.string().nullable().describe('What is known of the reason, as a sentence'),
});
export type MconsoleQueue = z.output<typeof mconsoleQueue>;
