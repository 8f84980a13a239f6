import BetterSqlite from 'better-sqlite3';
import { DEFAULT_LINES, machineLines } from '@umlaut/contracts/model';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { initial } from './0001-initial.ts';
import { inside } from './0002-inside.ts';
import { lines } from './0003-lines.ts';

it('makes lines of the consoles that machines had', async () => {
  const database = new BetterSqlite(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  for (const migration of [initial, inside]) await migration.up(db);
  const names = database.pragma('table_info(machines)') as { name: string; type: string }[];
  const known: Record<string, unknown> = { id: 'm-abcdefgh23', name: 'a', consoles: '["con0","con1"]' };
  const values = names.map(({ name, type }) => known[name] ?? (type === 'INTEGER' ? 1 : 'x'));
  database.prepare(`INSERT INTO machines VALUES (${names.map(() => '?').join(', ')})`).run(...values);
  await lines.up(db);
  const row = database.prepare('SELECT * FROM machines').get() as Record<string, string>;
  expect(machineLines.parse(JSON.parse(row['lines'] ?? ''))).toEqual(DEFAULT_LINES);
  expect(row).not.toHaveProperty('consoles');
  await db.destroy();
});
