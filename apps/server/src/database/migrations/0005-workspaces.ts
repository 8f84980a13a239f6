import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How each user has arranged consoles. */
export const workspaces: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql
      .raw(
        `CREATE TABLE workspaces (
          user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE, layout TEXT NOT NULL
        ) STRICT`,
      )
      .execute(db);
  },
};
