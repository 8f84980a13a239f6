import { z } from 'zod';

/** What stands between a guest that breaks out of its kernel and the host. */
export const isolation = z.object({
  kind: z.enum(['bubblewrap', 'plain']),
  /** Host account that UML runs as. */
  user: z.string(),
  /** Why not more, or null when everything that we know of is in force. */
  limitation: z.string().nullable(),
  /** What a person can type or do to gain more, or null. */
  remedy: z.string().nullable(),
});
export type Isolation = z.output<typeof isolation>;
