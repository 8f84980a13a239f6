import { z } from 'zod';
import { capture, captureId, newCapture } from '../model/index.ts';

/** `POST /v1/captures`. Answers 200 with a `capture`. `GET /v1/captures` lists, `DELETE /v1/captures/{id}` stops and forgets. */
export const startCapture = newCapture.extend({
  id: captureId,
  /** The filter compiled, as `tcpdump -ddd` prints it: [code, jt, jf, k] each; empty: every frame. */
  program: z.array(z.tuple([z.int(), z.int(), z.int(), z.int()])).max(4096),
});
export type StartCapture = z.output<typeof startCapture>;

export const captureList = z.object({ items: z.array(capture) });
