import type { IncomingHttpHeaders } from 'node:http';
import { SESSION_COOKIE } from '@umlaut/contracts/http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { User } from '@umlaut/contracts/model';
import { readCookie } from './cookies.ts';
import type { Principal } from './principal.ts';
import { isSameSecret } from './secrets.ts';
import type { SessionStore } from './session-store.ts';

/** Tells who a request or WebSocket comes from. */
export class Authenticator {
  readonly #sessions: SessionStore;
  readonly #apiToken: string;
  readonly #administrator: User;

  constructor(deps: { sessions: SessionStore; apiToken: string; administrator: User }) {
    this.#sessions = deps.sessions;
    this.#apiToken = deps.apiToken;
    this.#administrator = deps.administrator;
  }

  /** @throws UNAUTHENTICATED for a stranger. A wrong bearer token is not made good by a cookie. */
  async authenticate(headers: IncomingHttpHeaders): Promise<Principal> {
    if (headers.authorization !== undefined) {
      const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization)?.[1];
      if (token === undefined || !isSameSecret(token, this.#apiToken)) {
        throw new UmlautError('UNAUTHENTICATED', 'The API token is not right.', {
          hint: 'It is the content of the file api-token in the folder that the Host page names.',
        });
      }
      return { user: this.#administrator, sessionHash: null };
    }
    const secret = readCookie(headers.cookie, SESSION_COOKIE);
    const session = secret === null ? null : await this.#sessions.find(secret, new Date());
    if (session === null) {
      throw new UmlautError('UNAUTHENTICATED', 'You are not signed in.', {
        hint: 'Type "./umlaut start" on the host: it prints a one-time sign-in address.',
      });
    }
    return { user: session.user, sessionHash: session.hash };
  }
}
