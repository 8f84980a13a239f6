import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteRing } from './byte-ring.ts';

const LIMIT = 32_768;

describe('ByteRing', () => {
  it('holds the newest bytes of the stream, up to its limit', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.array(fc.nat(40_000), { maxLength: 12 }), (offset, sizes) => {
        const ring = new ByteRing(offset, LIMIT);
        const all = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0));
        for (let i = 0; i < all.length; i += 1) all[i] = (i * 31 + (i >> 8)) & 0xff;
        let done = 0;
        for (const size of sizes) {
          ring.append(all.subarray(done, (done += size)));
          expect(ring.end).toBe(offset + done);
          expect(ring.end - ring.start).toBeGreaterThanOrEqual(Math.min(done, LIMIT));
        }
        const held = ring.read(ring.start, Number.MAX_SAFE_INTEGER);
        expect(held.equals(all.subarray(ring.start - offset))).toBe(true);
        const middle = ring.start + Math.floor((ring.end - ring.start) / 3);
        expect(ring.read(middle, 100).equals(all.subarray(middle - offset, middle - offset + 100))).toBe(
          true,
        );
      }),
    );
  });

  it('gives copies that later output does not change', () => {
    const ring = new ByteRing(0, LIMIT);
    ring.append(Buffer.from('before'));
    const copy = ring.read(0, 6);
    ring.append(Buffer.alloc(LIMIT, 'x'));
    expect(copy.toString()).toBe('before');
  });
});
