import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { sendError } from './send-error.ts';

/** The last handler: whatever was thrown leaves as one shape, and bugs are logged. */
export function errorEdge(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = toUmlautError(thrown);
    logUnforeseen(log, error, { method: request.method, path: request.path });
    sendError(response, error);
  };
}
