import type { User } from '@umlaut/contracts/model';
import type { ActivityLog } from '../activity/activity-log.ts';
import { expiredSessionCookie, sessionCookie } from './cookies.ts';
import type { UserPrincipal } from './principal.ts';
import type { SessionStore } from './session-store.ts';
import { signInUrl, type SignInLinks } from './sign-in-links.ts';

export interface SessionServiceDeps {
  links: SignInLinks;
  sessions: SessionStore;
  activity: ActivityLog;
  administrator: User;
  /** Where a browser on this host reaches the server; known once it listens. */
  origin: () => string;
}

/** Signing in and out. */
export class SessionService {
  readonly #deps: SessionServiceDeps;

  constructor(deps: SessionServiceDeps) {
    this.#deps = deps;
  }

  /** @throws SIGN_IN_TOKEN_INVALID */
  async signIn(token: string): Promise<{ user: User; cookie: string }> {
    const { links, sessions, activity, administrator: user } = this.#deps;
    const now = new Date();
    const secret = await sessions.create(await links.redeem(token, now), now);
    void activity.add({
      kind: 'user.signed-in',
      severity: 'info',
      actor: user.name,
      message: 'Signed in with a one-time address.',
    });
    return { user, cookie: sessionCookie(secret) };
  }

  /** @returns the cookie that removes the session's. A program with the API token has no session to end. */
  async signOut({ sessionHash, user }: UserPrincipal): Promise<string> {
    if (sessionHash !== null) {
      await this.#deps.sessions.end(sessionHash);
      void this.#deps.activity.add({
        kind: 'user.signed-out',
        severity: 'info',
        actor: user.name,
        message: 'Signed out.',
      });
    }
    return expiredSessionCookie();
  }

  async createLink(user: User): Promise<{ url: string; expiresAt: string }> {
    const { token, expiresAt } = await this.#deps.links.issue(user.id, new Date());
    return { url: signInUrl(this.#deps.origin(), token), expiresAt };
  }
}
