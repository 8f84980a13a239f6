import { request } from 'node:http';
import { UmlautError } from '@umlaut/contracts/errors';

/** One HTTP exchange over a monitor's Unix socket. */
export interface SocketRequest {
  socketPath: string;
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  timeoutMs: number;
}

export interface SocketReply {
  status: number;
  /** Parsed JSON. */
  body: unknown;
}

/** A monitor's replies are a few kilobytes; an mconsole reply may be some hundred. */
const MAX_REPLY_BYTES = 4_194_304;

/** @throws UmlautError MONITOR_UNREACHABLE when nobody answers, DEADLINE_EXCEEDED when it takes too long */
export async function requestOverSocket(options: SocketRequest): Promise<SocketReply> {
  const { socketPath, method, path, body, timeoutMs } = options;
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
    const timer = setTimeout(() => {
      call.destroy(new UmlautError('DEADLINE_EXCEEDED', `The monitor did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error instanceof UmlautError ? error : unreachable(error));
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
        clearTimeout(timer);
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
  });
}

function unreachable(cause: Error): UmlautError {
  return new UmlautError('MONITOR_UNREACHABLE', `The machine's monitor cannot be reached: ${cause.message}`, {
    cause,
  });
}
