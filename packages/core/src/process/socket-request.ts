import { request } from 'node:http';
import { UmlautError, type ErrorCode } from '@umlaut/contracts/errors';

/** One HTTP exchange with a daemon over its Unix socket. */
export interface SocketRequest {
  socketPath: string;
  /** For sentences: "monitor". */
  name: string;
  /** What it is when nobody answers. */
  unreachable: ErrorCode;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  timeoutMs: number;
  /** Ends it before. */
  signal?: AbortSignal | undefined;
}

export interface SocketReply {
  status: number;
  /** Parsed JSON. */
  body: unknown;
}

/** A monitor's replies are a few kilobytes, an mconsole reply some hundred; the state of a large fabric more. */
const MAX_REPLY_BYTES = 33_554_432;

/** @throws UmlautError `unreachable` when nobody answers, DEADLINE_EXCEEDED when it takes too long */
export async function requestOverSocket(options: SocketRequest): Promise<SocketReply> {
  const { socketPath, name, method, path, body, timeoutMs } = options;
  const text = body === undefined ? null : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const call = request({
      socketPath,
      method,
      path,
      agent: false,
      headers:
        text === null
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
    });
    const { signal } = options;
    const abort = (): void => {
      call.destroy(new UmlautError('CANCELLED', `The ${name} was not waited for any longer`));
    };
    const timer = setTimeout(() => {
      call.destroy(new UmlautError('DEADLINE_EXCEEDED', `The ${name} did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
    signal?.addEventListener('abort', abort);
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const fail = (error: Error): void => {
      done();
      reject(error instanceof UmlautError ? error : unreachable(options, error));
    };
    call.on('error', fail);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_REPLY_BYTES) call.destroy(new Error('its reply is too long'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () => {
        done();
        try {
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
          });
        } catch (error) {
          fail(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    call.end(text ?? undefined);
    if (signal?.aborted === true) abort();
  });
}

function unreachable({ name, unreachable: code }: SocketRequest, cause: Error): UmlautError {
  return new UmlautError(code, `The ${name} cannot be reached: ${cause.message}`, { cause });
}
