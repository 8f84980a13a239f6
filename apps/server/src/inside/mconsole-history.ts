import { mconsoleExchange, type MachineId, type MconsoleExchange } from '@umlaut/contracts/model';
import { decodeAnswer } from '@umlaut/core/kernel-log';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/connection.ts';
import type { MconsoleExchangesTable } from '../database/schema.ts';
import type { EventStream } from '../events/event-stream.ts';

/** Exchanges that are kept of each machine, the newest. */
export const HISTORY_RETENTION = 500;
/** Text that is kept of one answer, and of all answers of a machine. */
export const MAX_TEXT_BYTES = 512 * 1024;
export const MAX_HISTORY_BYTES = 16 * 1024 * 1024;
/** Text of one page: pages of long answers are shorter. */
export const MAX_PAGE_BYTES = 1024 * 1024;

/** What was asked and answered, before it is kept. */
export interface NewExchange {
  actor: string;
  line: string;
  mode: MconsoleExchange['mode'];
  ok: boolean;
  errno: number;
  text: string;
  truncated: boolean;
  elapsedMs: number;
}

export interface HistoryPage {
  items: MconsoleExchange[];
  /** `before` of the next page, or null at the end. */
  next: number | null;
}

const BYTES = sql<number>`octet_length(text)`;

/** What was asked of each machine's kernel and what it answered. */
export class MconsoleHistory {
  readonly #db: Database;
  readonly #events: Pick<EventStream, 'publish'>;
  readonly #log: Logger;
  /** Answers that could not be kept are numbered downwards. */
  #lastUnkept = 0;

  constructor(deps: { db: Database; events: Pick<EventStream, 'publish'>; log: Logger }) {
    this.#db = deps.db;
    this.#events = deps.events;
    this.#log = deps.log;
  }

  /** Never throws: that history cannot be written (a full disk) must not undo what was answered. */
  async add(machine: MachineId, exchange: NewExchange): Promise<MconsoleExchange> {
    const row = toRow(machine, exchange);
    try {
      const { id } = await this.#db
        .insertInto('mconsole_exchanges')
        .values(row)
        .returning('id')
        .executeTakeFirstOrThrow();
      await this.#trim(machine);
      this.#events.publish({ type: 'mconsole.asked', machineId: machine, exchangeId: id });
      return present({ ...row, id });
    } catch (error) {
      this.#log.error({ err: error, machine, line: row.line }, 'an mconsole answer could not be kept');
      return present({ ...row, id: --this.#lastUnkept });
    }
  }

  /** Newest first. */
  async list(
    machine: MachineId,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<HistoryPage> {
    let heads = this.#db
      .selectFrom('mconsole_exchanges')
      .select(['id', BYTES.as('bytes')])
      .where('machine_id', '=', machine)
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (before !== undefined) heads = heads.where('id', '<', before);
    const found = await heads.execute();
    const ids = fitting(found.slice(0, limit)).map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return { items: [], next: null };
    const rows = await this.#db
      .selectFrom('mconsole_exchanges')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('id', 'desc')
      .execute();
    return { items: rows.map(present), next: found.length > ids.length ? last : null };
  }

  async #trim(machine: MachineId): Promise<void> {
    await sql`
      DELETE FROM mconsole_exchanges WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER newest AS place, sum(${BYTES}) OVER newest AS bytes
          FROM mconsole_exchanges WHERE machine_id = ${machine}
          WINDOW newest AS (ORDER BY id DESC)
        ) WHERE place > ${HISTORY_RETENTION} OR bytes > ${MAX_HISTORY_BYTES}
      )`.execute(this.#db);
  }
}

/** As many as one page may hold; at least one. */
function fitting<T extends { bytes: number }>(rows: readonly T[]): readonly T[] {
  let bytes = 0;
  const tooMany = rows.findIndex((row, index) => (bytes += row.bytes) > MAX_PAGE_BYTES && index > 0);
  return tooMany === -1 ? rows : rows.slice(0, tooMany);
}

function toRow(machine: MachineId, exchange: NewExchange): Insertable<MconsoleExchangesTable> & Bare {
  const text = cut(exchange.text);
  return {
    machine_id: machine,
    at: new Date().toISOString(),
    actor: exchange.actor,
    line: exchange.line,
    mode: exchange.mode,
    ok: exchange.ok ? 1 : 0,
    errno: exchange.errno,
    text,
    truncated: exchange.truncated || text.length < exchange.text.length ? 1 : 0,
    elapsed_ms: exchange.elapsedMs,
  };
}

type Bare = Omit<Selectable<MconsoleExchangesTable>, 'id'>;

/** At most MAX_TEXT_BYTES, without half a character at the end. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_TEXT_BYTES) return text;
  return bytes
    .subarray(0, MAX_TEXT_BYTES)
    .toString('utf8')
    .replace(/\uFFFD$/, '');
}

/** The text is read anew each time: what is known of it grows with the program. */
function present(row: Selectable<MconsoleExchangesTable>): MconsoleExchange {
  return mconsoleExchange.parse({
    id: row.id,
    at: row.at,
    actor: row.actor,
    line: row.line,
    mode: row.mode,
    ok: row.ok === 1,
    errno: row.errno,
    text: row.text,
    truncated: row.truncated === 1,
    elapsedMs: row.elapsed_ms,
    report: row.ok === 1 ? decodeAnswer(row.line, row.text) : null,
  });
}
