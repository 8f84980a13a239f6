import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { sendError } from './send-error.ts';

/** The last handler: whatever was thrown leaves as one shape, and bugs are logged. */
export function errorEdge(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = toUmlautError(thrown);
    if (error.code === 'INTERNAL') {
      log.error({ err: error.cause, method: request.method, path: request.path }, 'request failed');
    }
    sendError(response, error);
  };
}
