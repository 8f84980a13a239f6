import type { Request, Response } from 'express';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Locals } from '../http/guards.ts';

/** Nothing arrives for this long: the upload is given up. */
const IDLE_TIMEOUT_MS = 60_000;

interface UploadBeginning {
  /** `Content-Length`, when the client says it. */
  sizeBytes: number | null;
  /** Fires when the client goes away before the end. */
  signal: AbortSignal;
}

/** Name of the user who uploads. */
export function uploadActor({ principal }: Locals): string {
  if (principal?.kind !== 'user') throw new UmlautError('UNAUTHENTICATED', 'You are not signed in.');
  return principal.user.name;
}

/** Readies a request whose raw body may take hours; one that stops sending is ended. */
export function beginUpload(
  request: Request<unknown, unknown, unknown, unknown, Locals>,
  response: Response<unknown, Locals>,
): UploadBeginning {
  if (request.is('application/octet-stream') === false) {
    throw new UmlautError('INVALID_INPUT', 'The body must be the file itself.', {
      field: 'content-type',
      hint: 'Send it with "content-type: application/octet-stream".',
    });
  }
  response.locals.liftBodyDeadline?.();
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  request.setTimeout(IDLE_TIMEOUT_MS, () => request.destroy(new Error('the upload stopped')));
  request.once('end', () => request.setTimeout(0));
  return { sizeBytes: contentLength(request.headers['content-length']), signal: gone.signal };
}

function contentLength(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
