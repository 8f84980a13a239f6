import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const TABLES = [
  `CREATE TABLE mconsole_exchanges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    machine_id TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
    at TEXT NOT NULL, actor TEXT NOT NULL, line TEXT NOT NULL, mode TEXT NOT NULL, ok INTEGER NOT NULL,
    errno INTEGER NOT NULL, text TEXT NOT NULL, truncated INTEGER NOT NULL, elapsed_ms REAL NOT NULL
  ) STRICT`,
  `CREATE INDEX mconsole_exchanges_by_machine ON mconsole_exchanges (machine_id, id)`,
  // The newest incident of each machine that the activity has an entry of: none is told twice.
  `CREATE TABLE incident_marks (
    machine_id TEXT PRIMARY KEY REFERENCES machines (id) ON DELETE CASCADE, incident_id INTEGER NOT NULL
  ) STRICT`,
];

/** What was asked of kernels, and which incidents were told. */
export const inside: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of TABLES) await sql.raw(statement).execute(db);
  },
};
