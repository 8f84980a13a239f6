import BetterSqlite from 'better-sqlite3';
import { machineRoot as rootOf } from '@umlaut/contracts/model';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { machineRoot } from './0009-machine-root.ts';

it('leaves the machines that are there with their root disk', async () => {
  const database = new BetterSqlite(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  database.exec(`CREATE TABLE machines (id TEXT)`);
  database.exec(`INSERT INTO machines VALUES ('m-abcdefgh23')`);
  await machineRoot.up(db);
  const row = database.prepare('SELECT root FROM machines').get() as { root: string };
  expect(rootOf.parse(row.root)).toBe('disk');
  await db.destroy();
});
