import type { IncomingMessage } from 'node:http';
import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { invalidInput } from '../errors/invalid-input.ts';
import type { Locals } from '../http/guards.ts';
import type { RunningTask } from '../tasks/task-registry.ts';
import { beginUpload, uploadActor } from './begin-upload.ts';
import { drain } from './upload-body.ts';

const query = z.object({
  label: z
    .string('Give it a name')
    .transform((label) => label.trim())
    .pipe(z.string().min(1, 'Give it a name').max(100, 'A label has at most 100 characters'))
    // oxlint-disable-next-line no-control-regex
    .refine((label) => !/[\u0000-\u001f\u007f]/.test(label), 'A label has no control characters'),
});

export interface Upload {
  readonly body: IncomingMessage;
  readonly label: string;
  /** `Content-Length`, when the client says it. */
  readonly sizeBytes: number | null;
  readonly actor: string;
  /** Fires when the client goes away before the end. */
  readonly signal: AbortSignal;
}

export type Importer<T> = (upload: Upload) => RunningTask<T>;

/** `POST /images/import` and `/kernels/import`: a raw body, streamed to disk as a task. */
export function uploadRoutes(importers: { image: Importer<unknown>; kernel: Importer<unknown> }): Router {
  const router = Router();
  router.post('/images/import', receive('image', importers.image));
  router.post('/kernels/import', receive('kernel', importers.kernel));
  return router;
}

export const UPLOAD_ROUTES = [
  { method: 'POST', path: '/images/import' },
  { method: 'POST', path: '/kernels/import' },
] as const;

function receive(
  key: string,
  start: Importer<unknown>,
): RequestHandler<unknown, unknown, unknown, unknown, Locals> {
  return async (request, response) => {
    const actor = uploadActor(response.locals);
    const parsed = query.safeParse(request.query);
    if (!parsed.success) throw invalidInput(parsed.error.issues);
    const { sizeBytes, signal } = beginUpload(request, response);
    const { id, done } = start({
      body: request,
      label: parsed.data.label,
      sizeBytes,
      actor,
      signal,
    });
    try {
      const made = await done;
      response.status(201).json({ taskId: id, [key]: made });
    } finally {
      drain(request);
    }
  };
}
