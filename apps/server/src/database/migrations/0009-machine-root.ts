import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What each machine boots from; until now all had a disk. */
export const machineRoot: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql.raw(`ALTER TABLE machines ADD COLUMN root TEXT NOT NULL DEFAULT 'disk'`).execute(db);
  },
};
