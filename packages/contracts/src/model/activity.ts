import { z } from 'zod';
import { machineId } from './ids.ts';

/** One line of history: what happened, to what, by whom. Kept in the database. */
export const activityEntry = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  /** Past-tense event name: "machine.created", "machine.exited", "image.imported", "user.signed-in". */
  kind: z.string(),
  severity: z.enum(['info', 'success', 'warning', 'error']),
  /** Who asked: a user's name, or "system". */
  actor: z.string(),
  machineId: machineId.nullable(),
  machineName: z.string().nullable(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).nullable(),
});
export type ActivityEntry = z.output<typeof activityEntry>;
