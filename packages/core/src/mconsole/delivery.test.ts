import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SURE_PACKETS, isSurelyWhole } from './delivery.ts';

const FILE = 'proc 1/root/var/log/messages';

/** Lengths of the packets of a file without NUL, as the kernel sends them. */
function packetsOf(fileBytes: number): number[] {
  const lengths = [1];
  for (let at = 0; at < fileBytes; at += 4095) {
    for (let rest = Math.min(4095, fileBytes - at); rest > 0; rest -= 511) lengths.push(Math.min(511, rest));
  }
  return [...lengths, 0];
}

describe('isSurelyWhole', () => {
  it('is sure of whatever fits the queue', () => {
    expect(
      isSurelyWhole(
        'sysrq m',
        Array.from({ length: SURE_PACKETS }, () => 37),
      ),
    ).toBe(true);
  });

  it('is not sure of a long report of the kernel', () => {
    expect(
      isSurelyWhole(
        'sysrq t',
        Array.from({ length: SURE_PACKETS + 1 }, () => 37),
      ),
    ).toBe(false);
    expect(isSurelyWhole('proc timer_list', packetsOf(300_000))).toBe(false);
    expect(isSurelyWhole('proc 1/root/proc/timer_list', packetsOf(300_000))).toBe(false);
  });

  it('is sure of a long file that came in full reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (bytes) => {
        expect(isSurelyWhole(FILE, packetsOf(bytes))).toBe(true);
      }),
    );
  });

  it('notices lost packets of a long file, unless a multiple of a read is missing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 90_000, max: 400_000 }),
        fc.integer({ min: 2, max: 8 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (bytes, lost, place) => {
          const packets = packetsOf(bytes);
          packets.splice(1 + Math.floor(place * (packets.length - 30)), lost);
          fc.pre(packets.length > SURE_PACKETS);
          expect(isSurelyWhole(FILE, packets)).toBe(false);
        },
      ),
    );
  });

  it('is not sure of a long file with a NUL, of which bytes are missing', () => {
    const packets = packetsOf(200_000);
    packets[20] = 100;
    expect(isSurelyWhole(FILE, packets)).toBe(false);
  });
});
