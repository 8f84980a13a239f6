import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const TABLES = [
  `CREATE TABLE guest_links (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE, console TEXT NOT NULL,
    label TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL, revoked_at TEXT, last_used_at TEXT
  ) STRICT`,
  `CREATE INDEX guest_links_by_machine ON guest_links (machine_id)`,
];

/** Links with which guests look at a console. */
export const guestLinks: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of TABLES) await sql.raw(statement).execute(db);
  },
};
