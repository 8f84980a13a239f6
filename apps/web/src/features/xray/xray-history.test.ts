import { describe, expect, it } from 'vitest';
import { isGap, type HistoryEntry } from './history-entry.ts';
import { withMoment, withPoints } from './xray-history.ts';
import { FIXTURE_START, pointFixture, xrayFixture } from './xray.fixture.ts';

function seconds(count: number, from = 0): readonly HistoryEntry[] {
  let entries: readonly HistoryEntry[] = [];
  for (let second = from; second < from + count; second += 1) {
    entries = withMoment(entries, pointFixture(second), xrayFixture(second).sample);
  }
  return entries;
}

describe('withMoment', () => {
  it('keeps what a full sample tells beside its totals', () => {
    const [entry] = seconds(1);
    expect(entry?.figures).toMatchObject({ cpu: 20, 'cpu.user': 10, load: 0.1, 'load.15': 0.3 });
    expect(entry?.figures).not.toHaveProperty('received');
  });

  it('keeps seconds for five minutes and then quarters of a minute, up to an hour', () => {
    const entries = seconds(2 * 3600);
    expect(entries.length).toBeLessThan(300 + 16 + 240);
    expect(entries.length).toBeGreaterThan(300 + 200);
    expect(entries.at(-1)!.at - entries[0]!.at).toBeGreaterThan(59 * 60_000);
    expect(entries.some((entry, index) => index > 0 && isGap(entries[index - 1]!, entry))).toBe(false);
  });

  it('shows the mean of the seconds that it puts together', () => {
    let entries: readonly HistoryEntry[] = [];
    for (let second = 0; second < 400; second += 1) {
      const point = pointFixture(second, { cpuPercent: second % 2 === 0 ? 100 : 0 });
      entries = withMoment(entries, point, null);
    }
    const first = entries[0]!;
    expect(first.stepMs).toBe(15_000);
    expect(first.figures['cpu']).toBeCloseTo(50, -1);
  });

  it('takes a moment once, and begins anew behind a clock that went back', () => {
    const entries = seconds(10);
    expect(withMoment(entries, pointFixture(9), null)).toBe(entries);
    expect(withMoment(entries, pointFixture(4.5), null)).toHaveLength(6);
  });
});

describe('withPoints', () => {
  it('fills in what the page has not seen itself', () => {
    const points = [-45, -30, -15, 0, 15, 30].map((second) => pointFixture(second));
    const entries = withPoints(seconds(30), points);
    expect(entries.map(({ at }) => at).slice(0, 4)).toEqual(
      [-45, -30, -15, 0].map((second) => FIXTURE_START + second * 1000),
    );
    expect(entries).toHaveLength(30 + 3);
  });

  it('has nothing of nothing', () => {
    expect(withPoints([], [])).toEqual([]);
  });
});

describe('isGap', () => {
  it('forgives a late second, and sees a pause', () => {
    const at = (second: number, stepMs = 1000): HistoryEntry => ({ at: second * 1000, stepMs, figures: {} });
    expect(isGap(at(0), at(3))).toBe(false);
    expect(isGap(at(0), at(6))).toBe(true);
    expect(isGap(at(0, 15_000), at(16))).toBe(false);
    expect(isGap(at(0, 15_000), at(60))).toBe(true);
  });
});
