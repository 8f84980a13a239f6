import { describe, expect, it } from 'vitest';
import { memoryUses } from './memory-uses.ts';
import { xrayFixture } from './xray.fixture.ts';

const memory = xrayFixture(0).sample!.memory;
const sum = (uses: ReturnType<typeof memoryUses>): number =>
  uses.reduce((total, { bytes }) => total + bytes, 0);

describe('memoryUses', () => {
  it('accounts for every byte once', () => {
    expect(sum(memoryUses(memory))).toBe(memory.totalBytes);
    expect(memoryUses(memory).find(({ key }) => key === 'other')?.bytes).toBe(7 * 2 ** 20);
  });

  it('has nothing left over when the kernel counts a page twice', () => {
    const twice = { ...memory, cacheBytes: memory.totalBytes };
    expect(memoryUses(twice).find(({ key }) => key === 'other')?.bytes).toBe(0);
  });
});
