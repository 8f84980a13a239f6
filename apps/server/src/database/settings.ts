import type { Database } from './connection.ts';

/** Choices of the administrator that are one value each. */
export type SettingKey = 'default-image' | 'default-kernel' | 'pending-merges' | 'tunnel-secret';

export class Settings {
  readonly #db: Database;
  readonly #values = new Map<string, string>();

  private constructor(db: Database) {
    this.#db = db;
  }

  static async load(db: Database): Promise<Settings> {
    const settings = new Settings(db);
    for (const row of await db.selectFrom('settings').selectAll().execute()) {
      settings.#values.set(row.key, row.value);
    }
    return settings;
  }

  get(key: SettingKey): string | null {
    return this.#values.get(key) ?? null;
  }

  async set(key: SettingKey, value: string): Promise<void> {
    await this.#db
      .insertInto('settings')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    this.#values.set(key, value);
  }
}
