import { expect, it } from 'vitest';
import { FramePacer } from './frame-pacer.ts';

/** A terminal that parses `bytesPerMs`, at once when it is told. */
function harness(bytesPerMs: number): {
  pacer: FramePacer;
  frame: () => void;
  parse: () => number;
  isIdle: () => boolean;
} {
  let now = 0;
  const frames: (() => void)[] = [];
  const waiting: { bytes: number; parsed: () => void }[] = [];
  const pacer = new FramePacer({
    write: (bytes, parsed) => waiting.push({ bytes: bytes.length, parsed }),
    nextFrame: (callback) => frames.push(callback),
    now: () => now,
  });
  return {
    pacer,
    frame: () => frames.shift()?.(),
    parse: () => {
      let sum = 0;
      for (const { bytes, parsed } of waiting.splice(0)) {
        now += bytes / bytesPerMs;
        sum += bytes;
        parsed();
      }
      return sum;
    },
    isIdle: () => frames.length === 0,
  };
}

it('writes a key at once, and waits for nothing afterwards', () => {
  const { pacer, frame, parse, isIdle } = harness(1000);
  let done = 0;
  pacer.write(new Uint8Array(3), () => done++);
  expect(parse()).toBe(3);
  expect(done).toBe(1);
  frame();
  expect(isIdle()).toBe(true);
});

it.each([
  [1, 4096],
  [5000, 15_000],
  [1_000_000, 262_144],
])(
  'gives a terminal that parses %d bytes a millisecond as many a frame as it has time for',
  (speed, bytes) => {
    const { pacer, frame, parse } = harness(speed);
    let done = 0;
    pacer.write(new Uint8Array(100_000_000), () => done++);
    let given = 0;
    for (let round = 0; round < 40; round++) {
      given = parse();
      frame();
    }
    expect(given).toBeGreaterThan(bytes * 0.95);
    expect(given).toBeLessThan(bytes * 1.05);
    expect(done).toBe(0);
  },
);

it('gives every byte once and in order, and says so at the end of each piece', () => {
  const seen: number[] = [];
  const frames: (() => void)[] = [];
  let now = 0;
  const pacer = new FramePacer({
    write: (bytes, parsed) => {
      for (const byte of bytes) seen.push(byte);
      now += bytes.length / 1000;
      parsed();
    },
    nextFrame: (callback) => frames.push(callback),
    now: () => now,
  });
  const told: number[] = [];
  const pieces = [50_000, 1, 0, 70_000, 12].map((length, at) => new Uint8Array(length).fill(at + 1));
  for (const [at, piece] of pieces.entries()) pacer.write(piece, () => told.push(at));
  while (frames.length > 0) frames.shift()?.();
  expect(told).toEqual([0, 1, 2, 3, 4]);
  expect(seen).toEqual(pieces.flatMap((piece) => [...piece]));
});
