import { user, type User } from '@umlaut/contracts/model';
import type { Database } from '../database/connection.ts';
import { hashSecret, newSecret } from './secrets.ts';

export const SESSION_LIFETIME_MS = 30 * 24 * 3600 * 1000;

export interface Session {
  readonly user: User;
  readonly hash: string;
}

/** Sessions of browsers. The cookie is known to the browser alone; here is its hash. */
export class SessionStore {
  readonly #db: Database;
  readonly #onEnded = new Set<(hash: string) => void>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns the secret for the cookie. */
  async create(userId: string, now: Date): Promise<string> {
    await this.#db.deleteFrom('sessions').where('expires_at', '<=', now.toISOString()).execute();
    const secret = newSecret();
    await this.#db
      .insertInto('sessions')
      .values({
        id_hash: hashSecret(secret),
        user_id: userId,
        created_at: now.toISOString(),
        expires_at: new Date(now.getTime() + SESSION_LIFETIME_MS).toISOString(),
      })
      .execute();
    return secret;
  }

  async find(secret: string, now: Date): Promise<Session | null> {
    const hash = hashSecret(secret);
    const row = await this.#db
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['users.id', 'users.name', 'users.role'])
      .where('sessions.id_hash', '=', hash)
      .where('sessions.expires_at', '>', now.toISOString())
      .executeTakeFirst();
    return row === undefined ? null : { user: user.parse(row), hash };
  }

  async end(hash: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('id_hash', '=', hash).execute();
    for (const listener of this.#onEnded) listener(hash);
  }

  /** Sockets of a session close when it ends. @returns what ends the subscription. */
  onEnded(listener: (hash: string) => void): () => void {
    this.#onEnded.add(listener);
    return () => void this.#onEnded.delete(listener);
  }
}
