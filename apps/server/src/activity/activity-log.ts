import type { ActivityEntry, MachineId } from '@umlaut/contracts/model';
import { activityEntry } from '@umlaut/contracts/model';
import type { Logger } from 'pino';
import type { Database } from '../database/connection.ts';
import type { ActivityTable } from '../database/schema.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { Selectable } from 'kysely';

export const ACTIVITY_RETENTION = 10_000;
/** Rows above the retention that may pile up before they are removed together. */
const TRIM_EVERY = 200;

export interface ActivityInput {
  kind: string;
  severity: ActivityEntry['severity'];
  /** A user's name, or "system". */
  actor: string;
  machine?: { id: MachineId; name: string };
  message: string;
  details?: Record<string, unknown>;
}

export interface ActivityQuery {
  before?: number | undefined;
  limit: number;
  severity?: ActivityEntry['severity'] | undefined;
  machineId?: MachineId | undefined;
}

export interface ActivityPage {
  items: ActivityEntry[];
  /** `before` of the next page, or null at the end. */
  next: number | null;
}

/** History: the newest ACTIVITY_RETENTION entries, in the database. */
export class ActivityLog {
  readonly #db: Database;
  readonly #events: EventStream;
  readonly #log: Logger;
  #sinceTrim = 0;

  constructor(deps: { db: Database; events: EventStream; log: Logger }) {
    this.#db = deps.db;
    this.#events = deps.events;
    this.#log = deps.log;
  }

  /**
   * Never throws: that history cannot be written (a full disk) must not undo what happened.
   * @param along what is to be stored together with the entry, or not at all
   */
  async add(input: ActivityInput, along?: (db: Database) => Promise<void>): Promise<void> {
    const row = {
      at: new Date().toISOString(),
      kind: input.kind,
      severity: input.severity,
      actor: input.actor,
      machine_id: input.machine?.id ?? null,
      machine_name: input.machine?.name ?? null,
      message: input.message,
      details: input.details === undefined ? null : JSON.stringify(input.details),
    };
    try {
      const { id } = await this.#db.transaction().execute(async (db) => {
        await along?.(db);
        return db.insertInto('activity').values(row).returning('id').executeTakeFirstOrThrow();
      });
      this.#events.publish({ type: 'activity.added', entry: presentActivity({ ...row, id }) });
      await this.#trim(id);
    } catch (error) {
      this.#log.error({ err: error, entry: row }, 'activity could not be recorded');
    }
  }

  async list(query: ActivityQuery): Promise<ActivityPage> {
    let select = this.#db
      .selectFrom('activity')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(query.limit + 1);
    if (query.before !== undefined) select = select.where('id', '<', query.before);
    if (query.severity !== undefined) select = select.where('severity', '=', query.severity);
    if (query.machineId !== undefined) select = select.where('machine_id', '=', query.machineId);
    const rows = await select.execute();
    const items = rows.slice(0, query.limit).map(presentActivity);
    return { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  async #trim(newest: number): Promise<void> {
    if (++this.#sinceTrim < TRIM_EVERY) return;
    this.#sinceTrim = 0;
    await this.#db
      .deleteFrom('activity')
      .where('id', '<=', newest - ACTIVITY_RETENTION)
      .execute();
  }
}

function presentActivity(row: Selectable<ActivityTable>): ActivityEntry {
  return activityEntry.parse({
    id: row.id,
    at: row.at,
    kind: row.kind,
    severity: row.severity,
    actor: row.actor,
    machineId: row.machine_id,
    machineName: row.machine_name,
    message: row.message,
    details: row.details === null ? null : JSON.parse(row.details),
  });
}
