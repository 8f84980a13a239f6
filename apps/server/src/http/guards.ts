import type { RequestHandler } from 'express';
import { API_PREFIX } from '@umlaut/contracts/http';
import type { Authenticator } from '../auth/authenticator.ts';
import type { OriginPolicy } from '../auth/origin-policy.ts';
import type { Principal } from '../auth/principal.ts';

const SIGN_IN_PATH = `${API_PREFIX}/session`;

export interface Locals extends Record<string, unknown> {
  /** Set by `requirePrincipal`; absent on the one open route, sign-in. */
  principal?: Principal;
  /** Set by `bodyDeadline`. */
  liftBodyDeadline?: () => void;
}

export function checkOrigin(policy: OriginPolicy): RequestHandler {
  return (request, _response, next) => {
    policy.check(request.headers);
    next();
  };
}

/** Everything below /api but sign-in needs a session or the API token. Whatever is not exactly sign-in is closed. */
export function requirePrincipal(
  authenticator: Authenticator,
): RequestHandler<unknown, unknown, unknown, unknown, Locals> {
  return async (request, response, next) => {
    if (isSignIn(request)) return next();
    response.locals.principal = await authenticator.authenticate(request.headers);
    next();
  };
}

export function isSignIn(request: { method: string; originalUrl: string }): boolean {
  return request.method === 'POST' && request.originalUrl === SIGN_IN_PATH;
}

/** Answers are about now. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('cache-control', 'no-store');
  next();
};

/** HEAD is GET without its body; Node already knows not to send one. */
export const headAsGet: RequestHandler = (request, _response, next) => {
  if (request.method === 'HEAD') request.method = 'GET';
  next();
};
