import { UmlautError } from '@umlaut/contracts/errors';
import {
  consoleName,
  guestLinkId,
  machineId,
  type ConsoleName,
  type GuestLinkId,
  type MachineId,
} from '@umlaut/contracts/model';
import type { Selectable } from 'kysely';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import type { Database } from '../database/connection.ts';
import type { GuestLinksTable } from '../database/schema.ts';
import { newGuestLinkId } from '../identifiers.ts';

/** For so long a link that is over can say why. */
const REMEMBERED_MS = 30 * 24 * 3600 * 1000;

export interface StoredLink {
  readonly id: GuestLinkId;
  readonly machineId: MachineId;
  readonly console: ConsoleName;
  readonly label: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
}

interface NewLink {
  machineId: MachineId;
  console: ConsoleName;
  label: string;
  lifetimeMs: number;
}

/** Guest links in the database. The secret is known to those who have the link; here is its hash. */
export class GuestLinkStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async create(wanted: NewLink, now: Date): Promise<{ link: StoredLink; secret: string }> {
    const forgotten = new Date(now.getTime() - REMEMBERED_MS).toISOString();
    await this.#db.deleteFrom('guest_links').where('expires_at', '<=', forgotten).execute();
    const secret = newSecret();
    const row = {
      id: newGuestLinkId(),
      token_hash: hashSecret(secret),
      machine_id: wanted.machineId,
      console: wanted.console,
      label: wanted.label,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + wanted.lifetimeMs).toISOString(),
      revoked_at: null,
      last_used_at: null,
    };
    await this.#db.insertInto('guest_links').values(row).execute();
    return { link: read(row), secret };
  }

  /** Links that are good at `now`, newest first. */
  async live(now: Date): Promise<StoredLink[]> {
    const rows = await this.#db
      .selectFrom('guest_links')
      .selectAll()
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now.toISOString())
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(read);
  }

  /** @throws GUEST_LINK_INVALID, GUEST_LINK_REVOKED, GUEST_LINK_EXPIRED */
  async admit(secret: string, now: Date): Promise<StoredLink> {
    const row = await this.#db
      .selectFrom('guest_links')
      .selectAll()
      .where('token_hash', '=', hashSecret(secret))
      .executeTakeFirst();
    const hint = 'Ask whoever gave it to you for a new one.';
    if (row === undefined) {
      throw new UmlautError('GUEST_LINK_INVALID', 'There is no such guest link, or its machine is gone.', {
        hint,
      });
    }
    if (row.revoked_at !== null) {
      throw new UmlautError('GUEST_LINK_REVOKED', 'This guest link was revoked.', { hint });
    }
    if (row.expires_at <= now.toISOString()) {
      throw new UmlautError('GUEST_LINK_EXPIRED', 'This guest link has expired.', { hint });
    }
    return read(row);
  }

  async markUsed(id: GuestLinkId, now: Date): Promise<void> {
    const used = { last_used_at: now.toISOString() };
    await this.#db.updateTable('guest_links').set(used).where('id', '=', id).execute();
  }

  /** @returns the link, or null when none that is good has that id */
  async revoke(id: GuestLinkId, now: Date): Promise<StoredLink | null> {
    const row = await this.#db
      .updateTable('guest_links')
      .set({ revoked_at: now.toISOString() })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now.toISOString())
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? null : read(row);
  }
}

function read(row: Selectable<GuestLinksTable>): StoredLink {
  return {
    id: guestLinkId.parse(row.id),
    machineId: machineId.parse(row.machine_id),
    console: consoleName.parse(row.console),
    label: row.label,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
  };
}
