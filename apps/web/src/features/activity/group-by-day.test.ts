import type { ActivityEntry } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { groupByDay } from './group-by-day.ts';

const HOUR = 3_600_000;
const noon = new Date(2026, 10, 23, 12).getTime();

function entry(id: number, at: number): ActivityEntry {
  return {
    id,
    at: new Date(at).toISOString(),
    kind: 'machine.created',
    severity: 'info',
    actor: 'admin',
    machineId: null,
    machineName: null,
    message: 'Created.',
    details: null,
  };
}

describe('groupByDay', () => {
  it("names the reader's own days, newest first", () => {
    const days = groupByDay(
      [entry(4, noon), entry(3, noon - HOUR), entry(2, noon - 24 * HOUR), entry(1, noon - 48 * HOUR)],
      noon,
    );
    expect(days.map(({ label }) => label).slice(0, 2)).toEqual(['Today', 'Yesterday']);
    expect(days[2]?.label).toContain('2026');
    expect(days.map(({ entries }) => entries.map(({ id }) => id))).toEqual([[4, 3], [2], [1]]);
  });

  it('parts two entries at midnight of the reader', () => {
    const midnight = new Date(2026, 10, 23).getTime();
    const days = groupByDay([entry(2, midnight), entry(1, midnight - 1)], noon);
    expect(days.map(({ label }) => label)).toEqual(['Today', 'Yesterday']);
  });

  it('makes nothing of nothing', () => {
    expect(groupByDay([], noon)).toEqual([]);
  });
});
