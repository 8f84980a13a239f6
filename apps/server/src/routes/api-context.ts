import type { IncomingMessage, ServerResponse } from 'node:http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Principal } from '../auth/principal.ts';

/** What a handler of the contract knows of its request. */
export interface ApiContext {
  /** Null on the open route only. */
  readonly principal: Principal | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** @throws UNAUTHENTICATED: a second lock behind the guard of the whole API. */
export function principalOf(context: ApiContext): Principal {
  if (context.principal === null) throw new UmlautError('UNAUTHENTICATED', 'You are not signed in.');
  return context.principal;
}

/** Name for the history. */
export function actorOf(context: ApiContext): string {
  return principalOf(context).user.name;
}
