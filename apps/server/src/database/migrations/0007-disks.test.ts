import BetterSqlite from 'better-sqlite3';
import { NO_DISK_FLAGS, diskConfigs } from '@umlaut/contracts/model';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { disks } from './0007-disks.ts';

it('makes a root disk of the image that a machine was made from', async () => {
  const database = new BetterSqlite(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  database.exec(`CREATE TABLE machines (id TEXT, image_id TEXT)`);
  database.exec(`INSERT INTO machines VALUES ('m-abcdefgh23', 'tiny-2')`);
  await disks.up(db);
  const row = database.prepare('SELECT disks FROM machines').get() as { disks: string };
  expect(diskConfigs.parse(JSON.parse(row.disks))).toEqual([
    { number: 0, kind: 'cow', imageId: 'tiny-2', flags: NO_DISK_FLAGS, serial: null, plugged: true },
  ]);
  await db.destroy();
});
