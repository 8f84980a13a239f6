import BetterSqlite from 'better-sqlite3';
import { consoleLogMiB, DEFAULT_LINES } from '@umlaut/contracts/model';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { consoleLogLimit } from './0011-console-log-limit.ts';

const ALL = ['con', 'ssl'].flatMap((kind) => Array.from({ length: 16 }, (_, number) => `${kind}${number}`));
const browser = (name: string): object => ({ name, channel: { kind: 'browser' } });

it.each([
  ['two consoles', DEFAULT_LINES, 16, 32],
  ['one console and other lines', [browser('con0'), { name: 'con1', channel: { kind: 'pts' } }], 5, 5],
  ['nothing known', [], 16, 16],
  ['all of them at the greatest limit', ALL.map(browser), 4096, 131_072],
])('lets a machine keep what its consoles kept: %s', async (_, lines, before, after) => {
  const database = new BetterSqlite(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  database.exec('CREATE TABLE machines (id TEXT, lines TEXT, console_log_mib INTEGER)');
  database.prepare('INSERT INTO machines VALUES (?, ?, ?)').run('m', JSON.stringify(lines), before);
  await consoleLogLimit.up(db);
  const row = database.prepare('SELECT console_log_mib FROM machines').get() as { console_log_mib: number };
  expect(consoleLogMiB.parse(row.console_log_mib)).toBe(after);
  await db.destroy();
});
