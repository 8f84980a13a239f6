import { user, type User } from '@umlaut/contracts/model';
import type { Database } from '../database/connection.ts';

const ADMINISTRATOR = { id: 'administrator', name: 'administrator', role: 'administrator' } as const;

/** The one account that exists today, made when the database is new. */
export async function ensureAdministrator(db: Database): Promise<User> {
  await db
    .insertInto('users')
    .values({ ...ADMINISTRATOR, created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await db
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('id', '=', ADMINISTRATOR.id)
    .executeTakeFirstOrThrow();
  return user.parse(row);
}
