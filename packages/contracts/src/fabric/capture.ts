import { z } from 'zod';
import { capture, captureId, newCapture } from '../model/index.ts';

/** `POST /v1/captures`. Answers 200 with a `capture`. `GET /v1/captures` lists, `DELETE /v1/captures/{id}` stops and forgets. */
export const startCapture = newCapture.extend({ id: captureId });
export type StartCapture = z.output<typeof startCapture>;

export const captureList = z.object({ items: z.array(capture) });
