import { z } from 'zod';
import { xray, xrayPoint } from '../model/index.ts';

/**
 * `GET /api/v1/machines/{id}/xray` upgraded to a WebSocket; JSON text frames, server to client only. While
 * anybody is connected the guest is asked every XRAY_INTERVAL_MS; otherwise only every
 * XRAY_HISTORY_INTERVAL_MS, for the history. Closed with a code of ws/close-codes.ts when the machine is gone.
 */
export const xrayFrame = z.discriminatedUnion('type', [
  /** First: what is known already, oldest point first. */
  z.object({ type: z.literal('hello'), history: z.array(xrayPoint), latest: xray.nullable() }),
  /** `point` is null while the guest cannot answer. */
  z.object({ type: z.literal('look'), xray, point: xrayPoint.nullable() }),
]);
export type XrayFrame = z.output<typeof xrayFrame>;

export const XRAY_INTERVAL_MS = 1_000;
export const XRAY_HISTORY_INTERVAL_MS = 15_000;
/** An hour of history. */
export const XRAY_HISTORY_POINTS = 240;
