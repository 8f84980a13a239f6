import type { RequestHandler } from 'express';
import { API_PREFIX, GUEST_PATH } from '@umlaut/contracts/http';
import type { Authenticator } from '../auth/authenticator.ts';
import type { OriginPolicy } from '../auth/origin-policy.ts';
import type { Principal } from '../auth/principal.ts';

const SIGN_IN_PATH = `${API_PREFIX}/session`;
const GUEST_ENTRY_PATH = `${API_PREFIX}${GUEST_PATH}`;
/** All that a guest may read. */
const GUEST_VIEW_PATH = new RegExp(`^${GUEST_ENTRY_PATH}/(g-[a-z2-7]{10})$`);

export interface Locals extends Record<string, unknown> {
  /** Set by `requirePrincipal`; absent on the open routes: sign-in, and the entry of guests. */
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

/**
 * Everything below /api needs a session or the API token, and refuses guests, but for the two open routes and
 * the one address of guests. Whatever is not exactly one of these is closed.
 */
export function requirePrincipal(
  authenticator: Authenticator,
): RequestHandler<unknown, unknown, unknown, unknown, Locals> {
  return async (request, response, next) => {
    if (isSignIn(request) || isGuestEntry(request)) return next();
    const { headers, method, originalUrl } = request;
    const link = method === 'GET' ? GUEST_VIEW_PATH.exec(originalUrl)?.[1] : undefined;
    response.locals.principal =
      link === undefined
        ? await authenticator.authenticate(headers)
        : await authenticator.authenticateGuest(headers, link);
    next();
  };
}

export function isSignIn(request: { method: string; originalUrl: string }): boolean {
  return request.method === 'POST' && request.originalUrl === SIGN_IN_PATH;
}

export function isGuestEntry(request: { method: string; originalUrl: string }): boolean {
  return request.method === 'POST' && request.originalUrl === GUEST_ENTRY_PATH;
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
