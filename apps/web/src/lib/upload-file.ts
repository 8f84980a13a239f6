import { UmlautError, fromWireError, wireError } from '@umlaut/contracts/errors';
import { unreachable } from './read-error.ts';
import { reportUnauthenticated } from './unauthenticated.ts';

export interface UploadOptions {
  /** Path and query of the route that takes it. */
  url: string;
  file: Blob;
  /** Called with the share of bytes that have left, 0 to 1. */
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
}

/**
 * Streams a file to the server. XMLHttpRequest, because fetch does not tell how much has been sent.
 * Resolves with its answer, when the server has stored it. @throws CANCELLED, SERVER_UNREACHABLE, the server's own
 */
export function uploadFile({ url, file, onProgress, signal }: UploadOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(parse(request.responseText));
      else reject(refusal(request));
    });
    request.addEventListener('error', () => {
      reject(unreachable());
    });
    request.addEventListener('abort', () => {
      reject(new UmlautError('CANCELLED', 'The upload was cancelled.'));
    });
    const abort = (): void => {
      request.abort();
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', abort);
    });
    request.send(file);
  });
}

function refusal(request: XMLHttpRequest): UmlautError {
  const parsed = wireError.safeParse(parse(request.responseText));
  const error = parsed.success
    ? fromWireError(parsed.data)
    : new UmlautError('INTERNAL', `The server answered with status ${request.status} and no explanation.`);
  if (error.code === 'UNAUTHENTICATED') reportUnauthenticated();
  return error;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
