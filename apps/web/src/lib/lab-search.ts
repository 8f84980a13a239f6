import { z } from 'zod';

/** `view`: how a lab is shown; without it, as suits the window. */
export const labSearch = z.object({ view: z.enum(['canvas', 'list']).optional().catch(undefined) });
