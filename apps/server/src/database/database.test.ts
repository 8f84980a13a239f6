import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './connection.ts';
import { Settings } from './settings.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-db-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('openDatabase', () => {
  it('makes exactly the columns that the schema declares', async () => {
    await using db = asyncDisposable(await openDatabase(join(dir, 'umlaut.db')));
    const tables = await db.it.introspection.getTables();
    expect(
      Object.fromEntries(tables.map((table) => [table.name, table.columns.map((column) => column.name)])),
    ).toEqual({
      users: ['id', 'name', 'role', 'created_at'],
      sessions: ['id_hash', 'user_id', 'created_at', 'expires_at'],
      sign_in_tokens: ['token_hash', 'user_id', 'expires_at'],
      settings: ['key', 'value'],
      image_marks: ['id', 'size_bytes', 'mtime_seconds'],
      machines: [
        'id',
        'name',
        'description',
        'version',
        'created_at',
        'kernel_id',
        'image_id',
        'memory_mib',
        'last_exit',
        'command_line',
        'lines',
        'console_log_mib',
        'disks',
        'snapshots',
        'root',
        'nics',
      ],
      activity: ['id', 'at', 'kind', 'severity', 'actor', 'machine_id', 'machine_name', 'message', 'details'],
      mconsole_exchanges: [
        'id',
        'machine_id',
        'at',
        'actor',
        'line',
        'mode',
        'ok',
        'errno',
        'text',
        'truncated',
        'elapsed_ms',
      ],
      incident_marks: ['machine_id', 'incident_id'],
      workspaces: ['user_id', 'layout'],
      guest_links: [
        'id',
        'token_hash',
        'machine_id',
        'console',
        'label',
        'created_at',
        'expires_at',
        'revoked_at',
        'last_used_at',
      ],
      labs: ['id', 'name', 'description', 'version', 'created_at', 'updated_at', 'nodes', 'links'],
    });
  });

  it('keeps what was written over a second opening', async () => {
    const first = await openDatabase(join(dir, 'umlaut.db'));
    await (await Settings.load(first)).set('default-image', 'tiny');
    await first.destroy();
    await using second = asyncDisposable(await openDatabase(join(dir, 'umlaut.db')));
    expect((await Settings.load(second.it)).get('default-image')).toBe('tiny');
  });

  it('takes a migration that a home without it has passed already', async () => {
    const first = await openDatabase(join(dir, 'umlaut.db'));
    await sql`DROP TABLE guest_links`.execute(first);
    await sql`DELETE FROM kysely_migration WHERE name = '0004-guest-links'`.execute(first);
    await first.destroy();
    await using second = asyncDisposable(await openDatabase(join(dir, 'umlaut.db')));
    expect(await second.it.selectFrom('guest_links').selectAll().execute()).toEqual([]);
  });

  it('refuses a second server on the same home with a sentence', async () => {
    await using _first = asyncDisposable(await openDatabase(join(dir, 'umlaut.db')));
    await expect(openDatabase(join(dir, 'umlaut.db'))).rejects.toMatchObject({
      code: 'HOST_UNSUPPORTED',
      message: expect.stringContaining('Another Umlaut server'),
    });
  });

  it('has write-ahead logging and foreign keys on', async () => {
    await using db = asyncDisposable(await openDatabase(join(dir, 'umlaut.db')));
    const mode = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(db.it);
    const keys = await sql<{ foreign_keys: number }>`PRAGMA foreign_keys`.execute(db.it);
    expect([mode.rows[0]?.journal_mode, keys.rows[0]?.foreign_keys]).toEqual(['wal', 1]);
  });
});

function asyncDisposable<T extends { destroy(): Promise<void> }>(it: T): AsyncDisposable & { it: T } {
  return { it, [Symbol.asyncDispose]: () => it.destroy() };
}
