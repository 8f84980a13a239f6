import type { IncomingHttpHeaders } from 'node:http';
import { GUEST_COOKIE, SESSION_COOKIE } from '@umlaut/contracts/http';
import { UmlautError } from '@umlaut/contracts/errors';
import type { User } from '@umlaut/contracts/model';
import { readCookie } from './cookies.ts';
import type { GuestAdmission, GuestPrincipal, UserPrincipal } from './principal.ts';
import { isSameSecret } from './secrets.ts';
import type { SessionStore } from './session-store.ts';

export interface AuthenticatorDeps {
  sessions: SessionStore;
  apiToken: string;
  administrator: User;
  /** What a guest link's secret admits to. @throws GUEST_LINK_INVALID, GUEST_LINK_EXPIRED, GUEST_LINK_REVOKED */
  admitGuest: (secret: string, now: Date) => Promise<GuestAdmission>;
}

/** Tells who a request or WebSocket comes from. */
export class Authenticator {
  readonly #deps: AuthenticatorDeps;

  constructor(deps: AuthenticatorDeps) {
    this.#deps = deps;
  }

  /**
   * For everything but the addresses of guests: a guest never gets past this, whatever it asks for.
   * @throws UNAUTHENTICATED for a stranger, GUEST_NOT_ALLOWED for a guest. A wrong bearer token is not made
   * good by a cookie.
   */
  async authenticate(headers: IncomingHttpHeaders): Promise<UserPrincipal> {
    const { apiToken, administrator, sessions } = this.#deps;
    if (headers.authorization !== undefined) {
      const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(headers.authorization)?.[1];
      if (token === undefined || !isSameSecret(token, apiToken)) {
        throw new UmlautError('UNAUTHENTICATED', 'The API token is not right.', {
          hint: 'It is the content of the file api-token in the folder that the Host page names.',
        });
      }
      return { kind: 'user', user: administrator, sessionHash: null };
    }
    const secret = readCookie(headers.cookie, SESSION_COOKIE);
    const session = secret === null ? null : await sessions.find(secret, new Date());
    if (session !== null) return { kind: 'user', user: session.user, sessionHash: session.hash };
    if (await this.#isGuest(headers)) {
      throw new UmlautError('GUEST_NOT_ALLOWED', 'A guest link opens one console and nothing else.', {
        hint: 'Sign in to see more.',
      });
    }
    throw new UmlautError('UNAUTHENTICATED', 'You are not signed in.', {
      hint: 'Type "./umlaut start" on the host: it prints a one-time sign-in address.',
    });
  }

  /**
   * For the addresses of one guest link, where no other cookie and no token counts.
   * @throws GUEST_LINK_INVALID, GUEST_LINK_EXPIRED, GUEST_LINK_REVOKED; GUEST_NOT_ALLOWED for the guest of
   * another link
   */
  async authenticateGuest(headers: IncomingHttpHeaders, linkId: string): Promise<GuestPrincipal> {
    const link = await this.#deps.admitGuest(readCookie(headers.cookie, GUEST_COOKIE) ?? '', new Date());
    if (link.id === linkId) return { kind: 'guest', link };
    throw new UmlautError('GUEST_NOT_ALLOWED', 'Your guest link opens another console.');
  }

  async #isGuest({ cookie }: IncomingHttpHeaders): Promise<boolean> {
    const secret = readCookie(cookie, GUEST_COOKIE);
    if (secret === null) return false;
    return this.#deps.admitGuest(secret, new Date()).then(
      () => true,
      () => false,
    );
  }
}
