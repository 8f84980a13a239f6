import { z } from 'zod';
import { labState } from '../model/index.ts';

/**
 * `GET /api/v1/labs/{id}/live` upgraded to a WebSocket; JSON text frames, server to client only: the state at once,
 * then each LAB_STATE_INTERVAL_MS. Closed with a code of ws/close-codes.ts when the lab is gone. What people draw comes
 * as events (`lab.changed`), not here.
 */
export const labFrame = z.object({ type: z.literal('state'), state: labState });
export type LabFrame = z.output<typeof labFrame>;

export const LAB_STATE_INTERVAL_MS = 1_000;
