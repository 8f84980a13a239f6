import type { IncomingMessage, ServerResponse } from 'node:http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { GuestPrincipal, Principal, UserPrincipal } from '../auth/principal.ts';

/** What a handler of the contract knows of its request. */
export interface ApiContext {
  /** Null on the open routes only. */
  readonly principal: Principal | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** @throws UNAUTHENTICATED, GUEST_NOT_ALLOWED: a second lock behind the guard of the whole API. */
export function principalOf({ principal }: ApiContext): UserPrincipal {
  if (principal?.kind === 'user') return principal;
  if (principal === null) throw new UmlautError('UNAUTHENTICATED', 'You are not signed in.');
  throw new UmlautError('GUEST_NOT_ALLOWED', 'A guest link opens one console and nothing else.');
}

/** @throws UNAUTHENTICATED */
export function guestOf({ principal }: ApiContext): GuestPrincipal {
  if (principal?.kind === 'guest') return principal;
  throw new UmlautError('UNAUTHENTICATED', 'Open the guest link first.');
}

/** Name for the history. */
export function actorOf(context: ApiContext): string {
  return principalOf(context).user.name;
}
