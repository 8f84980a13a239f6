import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

const MIB = 1_048_576;

it('tells how far work is, and the speed of the last seconds', () => {
  let now = 0;
  const pace = new Pace(() => now);
  const at = (ms: number, mebibytes: number): string => {
    now = ms;
    return pace.tell({ doneBytes: mebibytes * MIB, totalBytes: 600 * MIB });
  };
  expect(at(100, 10)).toBe('10 MiB of 600 MiB');
  expect(at(1000, 100)).toBe('100 MiB of 600 MiB, 100 MiB/s');
  expect(at(2000, 200)).toBe('200 MiB of 600 MiB, 100 MiB/s');
  // Slower from here on: what was before is forgotten.
  expect(at(4000, 210)).toBe('210 MiB of 600 MiB, 36.7 MiB/s');
  expect(at(5000, 215)).toBe('215 MiB of 600 MiB, 5 MiB/s');
  expect(at(9000, 215)).toBe('215 MiB of 600 MiB, 0 bytes/s');
});
