import { UmlautError } from '@umlaut/contracts/errors';
import type { Database } from '../database/connection.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const SIGN_IN_LIFETIME_MS = 15 * 60 * 1000;

/** One-time tokens that a session is traded for. Only their hashes are stored. */
export class SignInLinks {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async issue(userId: string, now: Date): Promise<{ token: string; expiresAt: string }> {
    await this.#db.deleteFrom('sign_in_tokens').where('expires_at', '<=', now.toISOString()).execute();
    const token = newSecret();
    const expiresAt = new Date(now.getTime() + SIGN_IN_LIFETIME_MS).toISOString();
    await this.#db
      .insertInto('sign_in_tokens')
      .values({ token_hash: hashSecret(token), user_id: userId, expires_at: expiresAt })
      .execute();
    return { token, expiresAt };
  }

  /**
   * Uses a token up: of two requests at once, one wins.
   * @returns the id of the user that it was made for.
   * @throws SIGN_IN_TOKEN_INVALID
   */
  async redeem(token: string, now: Date): Promise<string> {
    const row = await this.#db
      .deleteFrom('sign_in_tokens')
      .where('token_hash', '=', hashSecret(token))
      .where('expires_at', '>', now.toISOString())
      .returning('user_id')
      .executeTakeFirst();
    if (row === undefined) {
      throw new UmlautError('SIGN_IN_TOKEN_INVALID', 'This sign-in address was used already or is too old.', {
        hint: 'Type "./umlaut start" on the host: it prints a new one, also while Umlaut is running.',
      });
    }
    return row.user_id;
  }
}

/** The token stands in the fragment, which no browser sends and no log sees. */
export function signInUrl(origin: string, token: string): string {
  return `${origin}/sign-in#token=${token}`;
}
