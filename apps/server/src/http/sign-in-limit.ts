import { UmlautError } from '@umlaut/contracts/errors';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { isSignIn } from './guards.ts';

const WINDOW_MS = 60_000;
const FAILURES_PER_WINDOW = 20;

/** Slows down whoever tries tokens: only failures of sign-in count. */
export function signInLimit(): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: FAILURES_PER_WINDOW,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    skip: (request) => !isSignIn(request),
    handler: () => {
      throw new UmlautError('RATE_LIMITED', 'Too many attempts to sign in.', {
        hint: 'Wait a minute, then try again.',
      });
    },
  });
}
