import { z } from 'zod';

/**
 * When a list was true: at event number `seq` of the server run `epoch`; see ws/events.ts. Numbers of
 * different runs cannot be compared.
 */
export const snapshotMark = { epoch: z.string(), seq: z.int() };
