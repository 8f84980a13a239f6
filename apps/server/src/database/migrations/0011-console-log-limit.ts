import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const BROWSER_LINES = `(
  SELECT count(*) FROM json_each(machines.lines) WHERE json_extract(value, '$.channel.kind') = 'browser'
)`;

/**
 * The limit was one of each console, and is one for all consoles of a machine together: what each might keep
 * until now, all may keep.
 */
export const consoleLogLimit: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql
      .raw(`UPDATE machines SET console_log_mib = console_log_mib * max(1, ${BROWSER_LINES})`)
      .execute(db);
  },
};
