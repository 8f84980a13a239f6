import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDLE_LIMIT_MS } from '@umlaut/contracts/model';
import { frameIndexAt, framesOf, pauseBefore, timelineOf } from './timeline.ts';
import type { Frame, Passage } from './timeline.ts';

const mark = (offset: number, at: number, cols = 80): Passage['marks'][number] => ({
  offset,
  at,
  cols,
  rows: 24,
});
const text = (frame: Frame): string => new TextDecoder().decode(frame.bytes);
const bytes = (value: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(value);

const passages = fc
  .record({
    offset: fc.nat(1000),
    bytes: fc.uint8Array({ maxLength: 300 }),
    marks: fc.array(fc.record({ step: fc.nat(20), wait: fc.integer({ min: -2_000, max: 90_000 }) })),
    boots: fc.array(fc.nat(1300)),
  })
  .map(({ offset, bytes: content, marks, boots }) => {
    let [place, at] = [Math.max(0, offset - 3), 1_700_000_000_000];
    const placed = marks.map(({ step, wait }) => mark((place += step), (at += wait)));
    return { passage: { offset, bytes: new Uint8Array(content), marks: placed }, boots };
  });

describe('framesOf', () => {
  it('loses and repeats no byte', () => {
    fc.assert(
      fc.property(passages, ({ passage, boots }) => {
        const frames = framesOf(passage, boots);
        expect(frames.flatMap((frame) => [...frame.bytes])).toEqual([...passage.bytes]);
        let place = passage.offset;
        for (const frame of frames) {
          expect(frame.offset).toBe(place);
          expect(frame.end - frame.offset).toBe(frame.bytes.length);
          expect(frame.bytes.length).toBeGreaterThan(0);
          place = frame.end;
        }
      }),
    );
  });

  it('gives each byte the time and the size of the last mark before it', () => {
    const frames = framesOf(
      { offset: 10, bytes: bytes('abcdef'), marks: [mark(8, 5), mark(12, 9, 132), mark(14, 20)] },
      [],
    );
    expect(frames.map((frame) => [text(frame), frame.at, frame.size?.cols])).toEqual([
      ['ab', 5, 80],
      ['cd', 9, 132],
      ['ef', 20, 80],
    ]);
  });

  it('knows nothing of bytes before the first mark', () => {
    const [first, second] = framesOf({ offset: 0, bytes: bytes('abc'), marks: [mark(1, 5)] }, []);
    expect([first?.at, first?.size, second?.at]).toEqual([null, null, 5]);
  });

  it('cuts where a run begins', () => {
    const frames = framesOf({ offset: 0, bytes: bytes('oldnew'), marks: [mark(0, 5)] }, [0, 3]);
    expect(frames.map((frame) => [text(frame), frame.isBoot])).toEqual([
      ['old', true],
      ['new', true],
    ]);
  });

  it('has no frames for no bytes', () => {
    expect(framesOf({ offset: 4, bytes: bytes(''), marks: [mark(4, 5)] }, [4])).toEqual([]);
  });
});

describe('timelineOf', () => {
  it('begins at 0 and never goes back', () => {
    fc.assert(
      fc.property(passages, fc.boolean(), ({ passage, boots }, skipIdle) => {
        const times = timelineOf(framesOf(passage, boots), skipIdle).map(({ time }) => time);
        expect(times[0] ?? 0).toBe(0);
        for (const [index, time] of times.entries()) {
          expect(time).toBeGreaterThanOrEqual(times[index - 1] ?? 0);
        }
      }),
    );
  });

  it('has no pause above the limit with skip idle', () => {
    fc.assert(
      fc.property(passages, ({ passage, boots }) => {
        const times = timelineOf(framesOf(passage, boots), true).map(({ time }) => time);
        for (const [index, time] of times.entries()) {
          expect(time - (times[index - 1] ?? 0)).toBeLessThanOrEqual(IDLE_LIMIT_MS);
        }
      }),
    );
  });
});

describe('pauseBefore', () => {
  const frame = (at: number | null, isBoot = false): Frame => ({
    offset: 0,
    end: 1,
    bytes: bytes('x'),
    at,
    size: null,
    isBoot,
  });
  it.each([
    { what: 'the real pause', pause: pauseBefore(frame(61_000), frame(1_000), false), expected: 60_000 },
    { what: 'one second of it', pause: pauseBefore(frame(61_000), frame(1_000), true), expected: 1_000 },
    { what: 'a short one in full', pause: pauseBefore(frame(1_300), frame(1_000), true), expected: 300 },
    {
      what: 'no hours while it was off',
      pause: pauseBefore(frame(9e9, true), frame(1), false),
      expected: 1_000,
    },
    {
      what: 'none when the clock was set back',
      pause: pauseBefore(frame(1), frame(500), false),
      expected: 0,
    },
    { what: 'none for unknown times', pause: pauseBefore(frame(null), frame(500), false), expected: 0 },
    { what: 'none at the beginning', pause: pauseBefore(frame(500), null, false), expected: 0 },
  ])('waits: $what', ({ pause, expected }) => {
    expect(pause).toBe(expected);
  });
});

describe('frameIndexAt', () => {
  const frames = framesOf({ offset: 10, bytes: bytes('abcdef'), marks: [mark(12, 1), mark(13, 2)] }, []);
  it.each([
    [0, 0],
    [10, 0],
    [11, 0],
    [12, 1],
    [13, 2],
    [15, 2],
    [16, 3],
  ])('of byte %i is %i', (offset, index) => {
    expect(frameIndexAt(frames, offset)).toBe(index);
  });
});
