import { fc, test } from '@fast-check/vitest';
import { NO_IMPAIRMENT, type Impairment } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { ImpairmentPlan, impairs } from './impairment-plan.ts';
import { seededRandom } from './seeded-random.fixture.ts';

const FRAMES = 100_000;
/** Enough for a thousand bursts of the rarest kind. */
const BURST_FRAMES = 2_000_000;

function plan(changes: Partial<Impairment>, seed = 1): ImpairmentPlan {
  return new ImpairmentPlan({ ...NO_IMPAIRMENT, ...changes }, seededRandom(seed), 0);
}

/** Lengths of runs of lost frames. */
function bursts(subject: ImpairmentPlan): { lost: number; mean: number } {
  let [lost, runs, last] = [0, 0, false];
  for (let frame = 0; frame < BURST_FRAMES; frame += 1) {
    const now = subject.loses();
    if (now) lost += 1;
    if (now && !last) runs += 1;
    last = now;
  }
  return { lost: lost / BURST_FRAMES, mean: lost / Math.max(1, runs) };
}

describe('ImpairmentPlan', () => {
  it('does nothing by default', () => {
    const none = plan({});
    expect(impairs(NO_IMPAIRMENT)).toBe(false);
    expect([none.loses(), none.copies(), none.turnedBit(100), none.schedule(5, 1514)]).toEqual([
      false,
      1,
      -1,
      5,
    ]);
  });

  it.each([
    [10, 1, 1.11],
    [10, 5, 5],
    [1, 20, 20],
    [50, 3, 3],
  ])('loses %d %% in bursts of %d', (lossPercent, lossBurst, mean) => {
    const seen = bursts(plan({ lossPercent, lossBurst }));
    expect(seen.lost * 100).toBeGreaterThan(lossPercent * 0.85);
    expect(seen.lost * 100).toBeLessThan(lossPercent * 1.15);
    expect(seen.mean / mean).toBeGreaterThan(0.85);
    expect(seen.mean / mean).toBeLessThan(1.15);
  });

  it.each([1, 2, 10])('loses all at 100 %% and nearly all at 90 %%, in bursts of %d', (lossBurst) => {
    expect(bursts(plan({ lossPercent: 100, lossBurst })).lost).toBe(1);
    expect(bursts(plan({ lossPercent: 90, lossBurst })).lost).toBeCloseTo(0.9, 1);
  });

  it('doubles and turns bits as often as it should, within the frame', () => {
    const subject = plan({ duplicatePercent: 20, corruptPercent: 5 });
    let [doubled, turned] = [0, 0];
    for (let frame = 0; frame < FRAMES; frame += 1) {
      if (subject.copies() === 2) doubled += 1;
      const bit = subject.turnedBit(60);
      expect(bit).toBeLessThan(480);
      if (bit >= 0) turned += 1;
    }
    expect(doubled / FRAMES).toBeCloseTo(0.2, 2);
    expect(turned / FRAMES).toBeCloseTo(0.05, 2);
  });

  test.prop([fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 100 }), fc.nat()])(
    'delays within the jitter and keeps the order',
    (gaps, seed) => {
      const subject = plan({ delayMs: 20, jitterMs: 15 }, seed);
      let [now, last] = [0, 0];
      for (const gap of gaps) {
        now += gap;
        const due = subject.schedule(now, 100);
        expect(due).toBeGreaterThanOrEqual(Math.max(last, now + 5));
        expect(due).toBeLessThanOrEqual(Math.max(last, now + 35));
        last = due;
      }
    },
  );

  it('lets some overtake', () => {
    const subject = plan({ delayMs: 50, reorderPercent: 25 });
    let overtaking = 0;
    for (let frame = 0; frame < 10_000; frame += 1) {
      const due = subject.schedule(frame, 100);
      expect(due).toBe(subject.overtakes ? frame : frame + 50);
      if (subject.overtakes) overtaking += 1;
    }
    expect(overtaking / 10_000).toBeCloseTo(0.25, 1);
  });

  test.prop([fc.integer({ min: 8, max: 100_000 }), fc.integer({ min: 1, max: 50 })])(
    'sends at its rate and drops what the queue does not hold',
    (rateKbit, queueFrames) => {
      const subject = plan({ rateKbit, queueFrames });
      const dues = Array.from({ length: 80 }, () => subject.schedule(0, 1000)).filter((due) => due >= 0);
      // One on the line, and those that wait.
      expect(dues).toHaveLength(Math.min(80, queueFrames + 1));
      dues.forEach((due, index) => expect(due).toBeCloseTo(((index + 1) * 8000) / rateKbit, 6));
      // It has room again for one more when one has left.
      expect(subject.schedule(dues[0] ?? 0, 1000)).toBeGreaterThan(0);
    },
  );

  it('holds nobody for longer than a shorter delay that is set later', () => {
    const subject = plan({ delayMs: 10_000 });
    expect(subject.schedule(0, 100)).toBe(10_000);
    expect(subject.configure({ ...NO_IMPAIRMENT, delayMs: 5 }, 100)).toBe(105);
    expect(subject.schedule(100, 100)).toBe(105);
  });
});
