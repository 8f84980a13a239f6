import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineId } from '@umlaut/contracts/model';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../database/connection.ts';
import { EventStream } from '../events/event-stream.ts';
import { ACTIVITY_RETENTION, ActivityLog } from './activity-log.ts';

let dir: string;
let db: Database;
const web = { id: machineId.parse('m-aaaaaaaaaa'), name: 'web' };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-activity-'));
  db = await openDatabase(join(dir, 'umlaut.db'));
});
afterEach(async () => {
  await db.destroy();
  await rm(dir, { recursive: true, force: true });
});

function open(): { log: ActivityLog; events: EventStream } {
  const events = new EventStream();
  return { log: new ActivityLog({ db, events, log: pino({ level: 'silent' }) }), events };
}

describe('ActivityLog', () => {
  it('pages backwards without gap or repeat', async () => {
    const { log, events } = open();
    for (let count = 1; count <= 5; count++) {
      await log.add({ kind: 'x', severity: 'info', actor: 'system', message: String(count) });
    }
    const first = await log.list({ limit: 2 });
    const second = await log.list({ limit: 2, before: first.next ?? 0 });
    const third = await log.list({ limit: 2, before: second.next ?? 0 });
    expect([first, second, third].flatMap((page) => page.items.map((item) => item.message))).toEqual([
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(third.next).toBeNull();
    expect(events.seq).toBe(5);
  });

  it('stores what goes along with an entry, or neither of them', async () => {
    const { log, events } = open();
    const input = { kind: 'x', severity: 'info', actor: 'system', message: 'both' } as const;
    const mark = (key: string) => async (inside: Database) => {
      await inside.insertInto('settings').values({ key, value: '1' }).execute();
    };
    await log.add(input, mark('a'));
    await log.add({ ...input, message: 'neither' }, mark('a'));
    expect((await log.list({ limit: 9 })).items.map(({ message }) => message)).toEqual(['both']);
    expect(events.seq).toBe(1);
  });

  it('filters by machine and severity', async () => {
    const { log } = open();
    await log.add({ kind: 'a', severity: 'info', actor: 'system', message: 'a' });
    await log.add({
      kind: 'b',
      severity: 'error',
      actor: 'x',
      machine: web,
      message: 'b',
      details: { n: 1 },
    });
    expect((await log.list({ limit: 9, machineId: web.id })).items).toMatchObject([
      { kind: 'b', machineName: 'web', details: { n: 1 } },
    ]);
    expect((await log.list({ limit: 9, severity: 'info' })).items.map((item) => item.kind)).toEqual(['a']);
  });

  it('keeps the newest entries only', async () => {
    const { log } = open();
    const row = { at: new Date().toISOString(), kind: 'x', severity: 'info', actor: 'system', message: 'x' };
    for (let done = 0; done < ACTIVITY_RETENTION; done += 500) {
      await db
        .insertInto('activity')
        .values(Array.from({ length: 500 }, () => row))
        .execute();
    }
    for (let count = 0; count < 200; count++) await log.add({ ...row, severity: 'info' });
    const { n } = await db
      .selectFrom('activity')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(ACTIVITY_RETENTION);
  });

  it('does not fail what happened when history cannot be written', async () => {
    const { log } = open();
    await db.schema.dropTable('activity').execute();
    await expect(
      log.add({ kind: 'x', severity: 'info', actor: 'system', message: 'x' }),
    ).resolves.toBeUndefined();
  });
});
