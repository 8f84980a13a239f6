import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was known were names of consoles, all of them wired to the browser. */
const FROM_CONSOLES = `(
  SELECT json_group_array(json_object('name', value, 'channel', json_object('kind', 'browser')))
  FROM json_each(machines.consoles)
)`;

const STEPS = [
  `ALTER TABLE machines ADD COLUMN lines TEXT NOT NULL DEFAULT '[]'`,
  `UPDATE machines SET lines = ${FROM_CONSOLES}`,
  `ALTER TABLE machines DROP COLUMN consoles`,
];

/** Where each console and serial line leads. */
export const lines: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of STEPS) await sql.raw(statement).execute(db);
  },
};
