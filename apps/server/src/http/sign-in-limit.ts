import { UmlautError } from '@umlaut/contracts/errors';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { isGuestEntry, isSignIn } from './guards.ts';

const WINDOW_MS = 60_000;
const FAILURES_PER_WINDOW = 20;

/** Slows down whoever tries tokens: only failures of sign-in count. */
export function signInLimit(): RequestHandler {
  return failureLimit(isSignIn, 'Too many attempts to sign in.');
}

/** The same for the secrets of guest links, counted apart: a guest locks nobody out. */
export function guestEntryLimit(): RequestHandler {
  return failureLimit(isGuestEntry, 'Too many attempts to open guest links.');
}

function failureLimit(
  isCounted: (request: { method: string; originalUrl: string }) => boolean,
  message: string,
): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: FAILURES_PER_WINDOW,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    skip: (request) => !isCounted(request),
    handler: () => {
      throw new UmlautError('RATE_LIMITED', message, { hint: 'Wait a minute, then try again.' });
    },
  });
}
