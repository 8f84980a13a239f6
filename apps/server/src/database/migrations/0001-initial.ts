import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** STRICT tables: SQLite then keeps the declared types, too. */
const TABLES = [
  `CREATE TABLE users (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL, expires_at TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE sign_in_tokens (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
  `CREATE TABLE image_marks (
    id TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL, mtime_seconds INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE machines (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL, version INTEGER NOT NULL,
    created_at TEXT NOT NULL, kernel_id TEXT NOT NULL, image_id TEXT NOT NULL, memory_mib INTEGER NOT NULL,
    consoles TEXT NOT NULL, last_exit TEXT, command_line TEXT
  ) STRICT`,
  // AUTOINCREMENT: the id of an entry that retention removed is never given again, so paging stays true.
  `CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL,
    actor TEXT NOT NULL, machine_id TEXT, machine_name TEXT, message TEXT NOT NULL, details TEXT
  ) STRICT`,
  `CREATE INDEX activity_by_machine ON activity (machine_id, id)`,
];

export const initial: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of TABLES) await sql.raw(statement).execute(db);
  },
};
