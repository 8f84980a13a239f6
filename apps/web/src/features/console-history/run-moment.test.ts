import { describe, expect, it } from 'vitest';
import { placeOfRunMoment, runMomentOf } from './run-moment.ts';

const START = Date.parse('2026-01-02T03:04:05.000Z');
const boots = [
  { offset: 0, at: new Date(START).toISOString(), bootId: 'first' },
  { offset: 500, at: new Date(START + 60_000).toISOString(), bootId: 'second' },
];
const kept = { boots, oldest: 100, end: 900 };

describe('a second of a run', () => {
  it.each([
    { offset: 300, at: START + 12_345, moment: { bootId: 'first', seconds: 12.345 } },
    { offset: 500, at: START + 60_000, moment: { bootId: 'second', seconds: 0 } },
    { offset: 700, at: START + 61_000.2, moment: { bootId: 'second', seconds: 1.001 } },
    { offset: 700, at: null, moment: null },
    // The clock was set back.
    { offset: 700, at: START + 59_000, moment: null },
  ])('of $offset is $moment', ({ offset, at, moment }) => {
    expect(runMomentOf(boots, { offset, at })).toEqual(moment);
  });

  it('is none without a run', () => {
    expect(runMomentOf([], { offset: 3, at: START })).toBeNull();
  });

  const timeline = {
    end: 900,
    points: [
      [100, 5_000],
      [300, 12_000],
      [500, 60_000],
      [700, 61_000],
      [800, 70_000],
    ].map(([offset = 0, ms = 0]) => ({ offset, at: START + ms, ms, skippedMs: ms })),
  };

  it.each([
    { bootId: 'first', seconds: 5, from: 100, to: 500 },
    { bootId: 'first', seconds: 13, from: 300, to: 500 },
    { bootId: 'second', seconds: 0.5, from: 500, to: 900 },
    { bootId: 'second', seconds: 1, from: 700, to: 900 },
    { bootId: 'second', seconds: 500, from: 800, to: 900 },
  ])('$seconds of $bootId lies from $from on', ({ bootId, seconds, from, to }) => {
    expect(placeOfRunMoment(kept, timeline, { bootId, seconds })).toMatchObject({ from, to });
  });

  it('lies nowhere when it, or its run, is not kept any more', () => {
    expect(placeOfRunMoment(kept, timeline, { bootId: 'first', seconds: 4 })).toBeNull();
    expect(placeOfRunMoment(kept, timeline, { bootId: 'gone', seconds: 0 })).toBeNull();
  });
});
