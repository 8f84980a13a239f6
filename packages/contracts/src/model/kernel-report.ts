import { z } from 'zod';

/** One line of a call trace: `[<ffffffff>] do_page_fault+0x1a/0x30 [ext4]`. */
export const stackFrame = z.object({
  /** Function name, or the bare address when the kernel names none. */
  symbol: z.string(),
  /** Bytes into the function; null for a bare address. */
  offset: z.int().nullable(),
  /** Length of the function. */
  size: z.int().nullable(),
  module: z.string().nullable(),
  /** Address, hexadecimal with 0x, when it was printed. */
  address: z.string().nullable(),
  /** False for frames marked `?`: found on the stack, perhaps left over. */
  reliable: z.boolean(),
  /** From the kernel file's debug information, when it has some. */
  source: z.object({ file: z.string(), line: z.int() }).nullable(),
});
export type StackFrame = z.output<typeof stackFrame>;

/** A call trace with what was printed around it. */
export const backtrace = z.object({
  /** What it is of: "init (pid 1)", "CPU 0"; null when that was not printed. */
  title: z.string().nullable(),
  pid: z.int().nullable(),
  command: z.string().nullable(),
  frames: z.array(stackFrame),
  registers: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type Backtrace = z.output<typeof backtrace>;

/** What the kernel printed, read as what it is. */
export const kernelReport = z.discriminatedUnion('kind', [
  /** `stack`, sysrq l, p, w: one or more call traces. */
  z.object({ kind: z.literal('backtraces'), traces: z.array(backtrace) }),
  /** sysrq t: every task; `traces` of those that have one. */
  z.object({
    kind: z.literal('tasks'),
    tasks: z.array(
      z.object({
        command: z.string(),
        pid: z.int(),
        parentPid: z.int().nullable(),
        /** R, S, D, T, t, Z, I, X. */
        state: z.string(),
        trace: backtrace.nullable(),
      }),
    ),
  }),
  /** sysrq m, and the report before an out-of-memory kill. */
  z.object({
    kind: z.literal('memory'),
    /** Name, and bytes unless it is a count. */
    figures: z.array(z.object({ name: z.string(), bytes: z.int().nullable(), text: z.string() })),
    /** Free blocks by order in each zone. */
    zones: z.array(
      z.object({
        name: z.string(),
        freeBytes: z.int(),
        orders: z.array(z.object({ blockBytes: z.int(), count: z.int() })),
      }),
    ),
  }),
  /** `proc` files that are lists of names and values: meminfo, vmstat, stat... */
  z.object({
    kind: z.literal('figures'),
    rows: z.array(z.object({ name: z.string(), value: z.string(), bytes: z.int().nullable() })),
  }),
  /** `proc` files that are tables: mounts, interrupts, diskstats, partitions, help. */
  z.object({ kind: z.literal('table'), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
]);
export type KernelReport = z.output<typeof kernelReport>;
