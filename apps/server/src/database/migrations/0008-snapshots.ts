import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const NONE = `{"items":[],"present":null,"owed":null,"unfinished":null}`;

/** What each machine knows of its snapshots, beside its disks: both change together (ADR 0016). */
export const snapshots: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql.raw(`ALTER TABLE machines ADD COLUMN snapshots TEXT NOT NULL DEFAULT '${NONE}'`).execute(db);
  },
};
