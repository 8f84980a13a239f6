import type { RequestHandler } from 'express';
import type { Locals } from './guards.ts';

/**
 * Cuts off whoever does not send the body of a request within this time, signed in or not: a body that
 * trickles in would hold its connection for ever. Uploads, which may take hours, lift it.
 */
export function bodyDeadline(timeoutMs: number): RequestHandler<unknown, unknown, unknown, unknown, Locals> {
  return (request, response, next) => {
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, timeoutMs);
    response.locals.liftBodyDeadline = () => clearTimeout(timer);
    request.once('close', response.locals.liftBodyDeadline);
    next();
  };
}
