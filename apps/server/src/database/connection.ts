import { open } from 'node:fs/promises';
import BetterSqlite from 'better-sqlite3';
import { UmlautError } from '@umlaut/contracts/errors';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations/index.ts';
import type { DatabaseSchema } from './schema.ts';

export type Database = Kysely<DatabaseSchema>;

const BUSY_TIMEOUT_MS = 500;

/**
 * Opens and migrates `$UMLAUT_HOME/umlaut.db`. The connection holds SQLite's exclusive lock for its life: one
 * server per home, and the lock of a killed server is gone with it. The caller destroys what it gets.
 * @throws HOST_UNSUPPORTED when another server has the home.
 */
export async function openDatabase(path: string): Promise<Database> {
  await makePrivate(path);
  const database = connect(path);
  const db: Database = new Kysely({ dialect: new SqliteDialect({ database }) });
  try {
    const { error } = await new Migrator({
      db,
      // None depends on another but the first: a home that has met a later one first takes the rest.
      allowUnorderedMigrations: true,
      provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    }).migrateToLatest();
    if (error !== undefined) throw error;
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** The folder may be open to pass through; SQLite gives its other files the mode of this one. */
async function makePrivate(path: string): Promise<void> {
  await using file = await open(path, 'a', 0o600);
  await file.chmod(0o600);
}

function connect(path: string): BetterSqlite.Database {
  const database = new BetterSqlite(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // In exclusive mode the lock is taken by the first access, not by opening.
    database.exec('BEGIN IMMEDIATE; COMMIT');
    return database;
  } catch (cause) {
    database.close();
    if (cause instanceof BetterSqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      throw new UmlautError('HOST_UNSUPPORTED', `Another Umlaut server is using ${path}.`, {
        hint: 'Stop it first, or give this one another folder with --home.',
        cause,
      });
    }
    throw cause;
  }
}
