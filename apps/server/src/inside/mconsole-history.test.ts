import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineId, type MachineId } from '@umlaut/contracts/model';
import type { EventBody } from '@umlaut/contracts/ws';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database/connection.ts';
import {
  HISTORY_RETENTION,
  MAX_HISTORY_BYTES,
  MAX_PAGE_BYTES,
  MAX_TEXT_BYTES,
  MconsoleHistory,
  type NewExchange,
} from './mconsole-history.ts';

let dir: string;
let db: Database;
let history: MconsoleHistory;
let told: EventBody[];
const web = machineId.parse('m-aaaaaaaaaa');
const other = machineId.parse('m-bbbbbbbbbb');

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-history-'));
  db = await openDatabase(join(dir, 'umlaut.db'));
  for (const id of [web, other]) await addMachine(id);
  told = [];
  const events = { publish: (event: EventBody) => void told.push(event) };
  history = new MconsoleHistory({ db, events, log: pino({ level: 'silent' }) });
});
afterEach(async () => {
  await db.destroy();
  await rm(dir, { recursive: true, force: true });
});

async function addMachine(id: MachineId): Promise<void> {
  await db
    .insertInto('machines')
    .values({
      id,
      name: id,
      description: '',
      version: 1,
      created_at: new Date().toISOString(),
      kernel_id: 'k',
      image_id: 'i',
      memory_mib: 64,
      console_log_mib: 16,
      lines: '[]',
      disks: '[]',
      snapshots: '',
      nics: '[]',
      root: 'disk',
      last_exit: null,
      command_line: null,
    })
    .execute();
}

function exchange(changes: Partial<NewExchange> = {}): NewExchange {
  return {
    actor: 'somebody',
    line: 'version',
    mode: 'live',
    ok: true,
    errno: 0,
    text: 'Linux',
    truncated: false,
    elapsedMs: 1.5,
    ...changes,
  };
}

describe('MconsoleHistory', () => {
  it('gives back what was asked, with its answer read', async () => {
    const asked = await history.add(
      web,
      exchange({ line: 'proc loadavg', text: '\n0.10 0.20 0.30 1/20 99\n' }),
    );
    expect(asked).toMatchObject({ line: 'proc loadavg', mode: 'live', elapsedMs: 1.5, actor: 'somebody' });
    expect(asked.report).not.toBeNull();
    expect((await history.list(web, { limit: 9 })).items).toEqual([asked]);
    expect(told).toEqual([{ type: 'mconsole.asked', machineId: web, exchangeId: asked.id }]);
  });

  it('does not read a refusal as an answer', async () => {
    const asked = await history.add(web, exchange({ line: 'proc stat', ok: false, errno: -2, text: 'no' }));
    expect(asked).toMatchObject({ ok: false, errno: -2, report: null });
  });

  it('pages backwards without gap or repeat, each machine for itself', async () => {
    for (let count = 1; count <= 5; count++) {
      await history.add(web, exchange({ text: String(count) }));
      await history.add(other, exchange({ text: 'of the other' }));
    }
    const first = await history.list(web, { limit: 2 });
    const second = await history.list(web, { limit: 2, before: first.next ?? 0 });
    const third = await history.list(web, { limit: 2, before: second.next ?? 0 });
    expect([first, second, third].flatMap(({ items }) => items.map(({ text }) => text))).toEqual([
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(third.next).toBeNull();
  });

  it('keeps the newest of each machine, and they go with it', async () => {
    await history.add(other, exchange());
    for (let count = 0; count < HISTORY_RETENTION + 3; count++) {
      await history.add(web, exchange({ text: String(count) }));
    }
    const rows = await db.selectFrom('mconsole_exchanges').select(['machine_id', 'text']).execute();
    const kept = rows.filter((row) => row.machine_id === web).map(({ text }) => Number(text));
    expect(kept).toHaveLength(HISTORY_RETENTION);
    expect(Math.min(...kept)).toBe(3);
    expect(rows).toHaveLength(HISTORY_RETENTION + 1);
    await db.deleteFrom('machines').where('id', '=', web).execute();
    expect((await history.list(web, { limit: 9 })).items).toEqual([]);
  });

  it('cuts long text, between characters, and says so', async () => {
    const { text, truncated } = await history.add(
      web,
      exchange({ text: `x${'😀'.repeat(MAX_TEXT_BYTES / 4)}` }),
    );
    expect(Buffer.byteLength(text)).toBe(MAX_TEXT_BYTES - 3);
    expect(text.endsWith('😀')).toBe(true);
    expect(truncated).toBe(true);
  });

  it('keeps a limited amount of text, and puts little of it into a page', async () => {
    const text = 'x'.repeat(MAX_TEXT_BYTES);
    const most = MAX_HISTORY_BYTES / MAX_TEXT_BYTES;
    for (let count = 0; count < most + 2; count++) await history.add(web, exchange({ text }));
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const page = await history.list(web, { limit: 200, before });
      expect(page.items).toHaveLength(MAX_PAGE_BYTES / MAX_TEXT_BYTES);
      seen.push(...page.items.map(({ id }) => id));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(Array.from({ length: most }, (_, index) => most + 2 - index));
  });

  it('gives the answer also when it cannot be kept', async () => {
    const gone = machineId.parse('m-cccccccccc');
    const lost = [await history.add(gone, exchange()), await history.add(gone, exchange())];
    expect(lost.map(({ id, text }) => [id, text])).toEqual([
      [-1, 'Linux'],
      [-2, 'Linux'],
    ]);
  });
});
