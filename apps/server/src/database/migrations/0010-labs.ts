import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const STEPS = [
  `ALTER TABLE machines ADD COLUMN nics TEXT NOT NULL DEFAULT '[]'`,
  `CREATE TABLE labs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, version INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, nodes TEXT NOT NULL, links TEXT NOT NULL
  ) STRICT`,
];

/** Network interfaces of machines, and the labs that they are plugged into. */
export const labs: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of STEPS) await sql.raw(statement).execute(db);
  },
};
