import { guestMemoryBalance } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeMemory, planMemoryChange } from './guest-memory.ts';
import { garbage } from './testing/garbage.ts';

const meminfo = (total: number, free: number, available = free): string =>
  `MemTotal: ${total * 1024} kB\nMemFree: ${free * 1024} kB\nMemAvailable: ${available * 1024} kB\n`;
const balance = (total: number, free: number, takenMiB = 0, available = free) =>
  guestMemoryBalance.parse(
    describeMemory({
      configuredMiB: total,
      takenMiB,
      meminfo: meminfo(total, free, available),
      hostBytes: 2 ** 25,
    }),
  );

describe('describeMemory', () => {
  it.each([
    [64, 30, 0, 18],
    [128, 90, 10, 88],
    [512, 460, 0, 428],
    [64, 10, 5, 5],
  ])('of %i MiB with %i free and %i taken lets %i be taken', (total, free, taken, max) => {
    const found = balance(total, free, taken);
    expect(found.maxTakenMiB).toBe(max);
    expect(found.limitReason === null).toBe(max > taken);
  });

  it('counts what the kernel needs itself', () => {
    expect(balance(128, 60, 0, 40).maxTakenMiB).toBe(28);
  });

  it('lets nothing be taken of a guest that did not say', () => {
    const found = describeMemory({ configuredMiB: 64, takenMiB: 3, meminfo: 'nonsense', hostBytes: 0 });
    expect(found).toMatchObject({ maxTakenMiB: 3, limitReason: expect.any(String) as string });
  });
});

describe('planMemoryChange', () => {
  it.each([
    [40, 'config mem=-40M'],
    [88, 'config mem=-64M'],
    [0, null],
  ])('takes %i MiB', (wanted, line) => {
    expect(planMemoryChange(balance(128, 100), wanted)).toBe(line);
  });

  it('gives back', () => {
    expect(planMemoryChange(balance(128, 100, 30), 10)).toBe('config mem=+20M');
    expect(planMemoryChange(balance(512, 10, 300), 0)).toBe('config mem=+64M');
  });

  it('refuses more than the guest can spare, with figures', () => {
    expect(() => planMemoryChange(balance(128, 100), 89)).toThrow(
      expect.objectContaining({
        code: 'MEMORY_LIMIT',
        field: 'takenMiB',
        details: { wantedTakenMiB: 89, takenMiB: 0, maxTakenMiB: 88, guestFreeBytes: 100 * 2 ** 20 },
      }),
    );
    for (const wanted of [-1, 1.5, Number.NaN, Infinity]) {
      expect(() => planMemoryChange(balance(128, 100), wanted)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT' }),
      );
    }
  });

  it('gets there in steps, whatever the guest says, and never asks for too much', () => {
    fc.assert(
      fc.property(fc.nat(4096), fc.nat(4096), fc.nat(4096), garbage(40), (free, taken, wanted, rest) => {
        const found = describeMemory({
          configuredMiB: 4096,
          takenMiB: taken,
          meminfo: `${meminfo(4096, free)}${rest}`,
          hostBytes: 0,
        });
        guestMemoryBalance.parse(found);
        if (wanted > found.maxTakenMiB) return;
        let left = wanted - taken;
        for (let step = 0; step < 70; step++) {
          const line = planMemoryChange({ ...found, takenMiB: wanted - left }, wanted);
          if (line === null) break;
          const [, sign, amount] = /^config mem=([+-])(\d+)M$/.exec(line) ?? [];
          expect(Number(amount)).toBeLessThanOrEqual(64);
          left -= (sign === '-' ? 1 : -1) * Number(amount);
        }
        expect(left).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
