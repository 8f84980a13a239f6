import type { NumberedEvent } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { EventLog } from './event-log.ts';
import { machineFixture } from './live.fixture.ts';

const event = (seq: number): NumberedEvent => ({ seq, type: 'machine.removed', id: machineFixture(1).id });

describe('EventLog', () => {
  it('tells new events from repeats and gaps', () => {
    const log = new EventLog();
    log.restart('a', 10);
    expect(log.append(event(10))).toBe('repeat');
    expect(log.append(event(12))).toBe('gap');
    expect(log.append(event(11))).toBe('new');
    expect(log.append(event(11))).toBe('repeat');
    expect(log.append(event(12))).toBe('new');
    expect(log.last).toBe(12);
  });

  it('gives what follows a snapshot, and nothing for one as new as itself', () => {
    const log = new EventLog();
    log.restart('a', 10);
    log.append(event(11));
    log.append(event(12));
    expect(log.after(10)?.map(({ seq }) => seq)).toEqual([11, 12]);
    expect(log.after(11)?.map(({ seq }) => seq)).toEqual([12]);
    expect(log.after(12)).toEqual([]);
    expect(log.after(40)).toEqual([]);
  });

  it('admits that it does not know what was before its start', () => {
    const log = new EventLog();
    log.restart('a', 10);
    expect(log.after(9)).toBeNull();
  });

  it('forgets the oldest of very many events, and says so', () => {
    const log = new EventLog();
    log.restart('a', 0);
    for (let seq = 1; seq <= 10_000; seq += 1) log.append(event(seq));
    expect(log.after(1)).toBeNull();
    expect(log.after(9_990)?.map(({ seq }) => seq)).toEqual([
      9991, 9992, 9993, 9994, 9995, 9996, 9997, 9998, 9999, 10_000,
    ]);
  });
});
