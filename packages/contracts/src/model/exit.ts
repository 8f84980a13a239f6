import { z } from 'zod';

/** Rungs of the termination ladder, in order (docs/architecture.md, "Shutting down"). */
export const stopRung = z.enum(['cad', 'halt', 'sigterm', 'sigkill']);
export type StopRung = z.output<typeof stopRung>;

/**
 * How a run ended.
 * - `halted`: the guest powered off or halted in order, or mconsole `halt` was obeyed.
 * - `rebooted`: the guest asked for a reboot; a new run follows unless a shutdown was under way.
 * - `panicked`: the guest kernel panicked (SIGABRT).
 * - `killed`: a signal ended UML, ours or somebody else's, or its monitor vanished.
 * - `failed-to-start`: UML or its sandbox ended before the kernel was up.
 * - `crashed`: UML ended in a way that is none of the above (non-zero exit after the kernel was up).
 */
export const exitKind = z.enum(['halted', 'rebooted', 'panicked', 'killed', 'failed-to-start', 'crashed']);
export type ExitKind = z.output<typeof exitKind>;

export const machineExit = z.object({
  kind: exitKind,
  at: z.iso.datetime(),
  /** One sentence for a person: "Kernel panic: Attempted to kill init!". */
  message: z.string(),
  /** Host exit status of UML, when it exited. */
  code: z.int().nullable(),
  /** Host signal that ended UML, when one did. */
  signal: z.string().nullable(),
  /** The rung that worked, when a stop had been asked for. */
  rung: stopRung.nullable(),
  /** The kernel was halted, but nothing in the guest asked to end: what was unwritten is lost. */
  abrupt: z.literal(true).optional(),
  /** The last lines of the kernel console (con0), decoded as UTF-8, escapes removed; at most 40. */
  lastLines: z.array(z.string()),
});
export type MachineExit = z.output<typeof machineExit>;
