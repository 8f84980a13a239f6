import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

/** How long the rest of a refused upload is read. */
const DRAIN_MS = 10_000;

/**
 * The bytes of an upload for whoever stores them: ends with an error as soon as the signal fires, also while
 * the client sends nothing, and leaves the connection itself alone, for the answer still goes over it.
 */
export function uploadBody(request: IncomingMessage, signal: AbortSignal): Readable {
  const body = new PassThrough();
  const abort = (): void => void body.destroy(new Error('The upload was given up'));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  body.once('close', () => signal.removeEventListener('abort', abort));
  // Nobody may be reading yet or any more; the reader learns of it by itself.
  body.on('error', () => {});
  return request.pipe(body);
}

/**
 * Reads and drops what a client still sends of a refused upload: it looks at the answer only when it has
 * sent everything, and a closed connection would lose it. Not for ever.
 */
export function drain(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const timer = setTimeout(() => request.destroy(), DRAIN_MS);
  request.once('close', () => clearTimeout(timer));
  request.unpipe();
  request.resume();
}
