import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const NO_FLAGS = `json('{"readOnly":false,"sync":false,"shared":false,"noTrim":false}')`;

/** Every machine had one disk, over its image. */
const ROOT_DISK = `json_array(json_object(
  'number', 0, 'kind', 'cow', 'imageId', image_id, 'flags', ${NO_FLAGS}, 'serial', NULL, 'plugged', json('true')
))`;

const STEPS = [
  `ALTER TABLE machines ADD COLUMN disks TEXT NOT NULL DEFAULT '[]'`,
  `UPDATE machines SET disks = ${ROOT_DISK}`,
];

/** The disks of each machine, as configured. */
export const disks: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of STEPS) await sql.raw(statement).execute(db);
  },
};
