import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How much of each console's output a machine keeps; until now all kept as much. */
export const consoleLogs: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql.raw(`ALTER TABLE machines ADD COLUMN console_log_mib INTEGER NOT NULL DEFAULT 16`).execute(db);
  },
};
