import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ChangeBuckets } from './change-buckets.ts';
import { changedRuns, type SectorRun } from './changed-runs.ts';

/** Bitmaps with long runs, as disks have them, and noise. */
const bitmap = fc
  .array(
    fc.oneof(fc.constant([0, 0, 0, 0, 0]), fc.constant([255, 255, 255, 255, 255]), fc.array(fc.nat(255))),
    {
      maxLength: 12,
    },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

function naiveRuns(bytes: Uint8Array, limit: number): SectorRun[] {
  const runs: SectorRun[] = [];
  for (let bit = 0; bit < Math.min(limit, bytes.length * 8); bit++) {
    if (((bytes[bit >> 3]! >> (bit & 7)) & 1) === 0) continue;
    const last = runs.at(-1);
    if (last?.end === bit) last.end = bit + 1;
    else runs.push({ start: bit, end: bit + 1 });
  }
  return runs;
}

describe('changedRuns', () => {
  it('finds what looking at each bit finds, up to the limit', () => {
    fc.assert(
      fc.property(bitmap, fc.nat(1200), fc.nat(7), (bytes, limit, skip) => {
        // Also from an odd place in memory.
        const view = Uint8Array.from([...Array.from({ length: skip }, () => 0xaa), ...bytes]).subarray(skip);
        expect([...changedRuns(view, limit)]).toEqual(naiveRuns(bytes, limit));
      }),
    );
  });
});

describe('ChangeBuckets', () => {
  it('share out the changed bytes of each part, and no more than the disk has', () => {
    fc.assert(
      fc.property(
        bitmap,
        fc.integer({ min: 1, max: 600_000 }),
        fc.integer({ min: 1, max: 40 }),
        (bytes, size, count) => {
          const map = new ChangeBuckets(size, count);
          for (const run of changedRuns(bytes, Math.ceil(size / 512))) map.add(run);
          const { buckets, bucketBytes, changedBytes } = map.finish();
          const changed = (at: number): number => ((bytes[at >> 12] ?? 0) >> ((at >> 9) & 7)) & 1;
          const naive = buckets.map(() => 0);
          for (let at = 0; at < size; at += 512) {
            if (changed(at) === 1) naive[Math.floor(at / bucketBytes)]! += Math.min(512, size - at);
          }
          expect(buckets).toEqual(naive);
          expect(buckets.length).toBeLessThanOrEqual(count);
          expect(bucketBytes * buckets.length).toBeGreaterThanOrEqual(size);
          expect(changedBytes).toBe(naive.reduce((sum, each) => sum + each, 0));
        },
      ),
    );
  });
});
