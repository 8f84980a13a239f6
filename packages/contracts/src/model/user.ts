import { z } from 'zod';

/** The seam for users and roles: today one administrator exists. */
export const user = z.object({ id: z.string(), name: z.string(), role: z.enum(['administrator']) });
export type User = z.output<typeof user>;
