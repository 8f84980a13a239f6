import { workspaceLayout, type WorkspaceLayout } from '@umlaut/contracts/model';
import type { Database } from '../database/connection.ts';

/** How each user has arranged consoles. Machines that are gone may still be named: the page leaves them out. */
export class WorkspaceStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns null when nothing is open, or when what was stored is not understood any more */
  async get(userId: string): Promise<WorkspaceLayout> {
    const row = await this.#db
      .selectFrom('workspaces')
      .select('layout')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (row === undefined) return null;
    return workspaceLayout.safeParse(JSON.parse(row.layout)).data ?? null;
  }

  async save(userId: string, layout: WorkspaceLayout): Promise<WorkspaceLayout> {
    const text = JSON.stringify(layout);
    await this.#db
      .insertInto('workspaces')
      .values({ user_id: userId, layout: text })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ layout: text }))
      .execute();
    return layout;
  }
}
