import { fc, test } from '@fast-check/vitest';
import { machineName } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { suggestName } from './suggest-name.ts';

describe('suggestName', () => {
  it('gives a free name as it is', () => {
    expect(suggestName('web', new Set(['web-2']))).toBe('web');
  });

  it('counts on from a taken name', () => {
    expect(suggestName('web', new Set(['web', 'web-2']))).toBe('web-3');
    expect(suggestName('web-7', new Set(['web-7']))).toBe('web-8');
    expect(suggestName('machine-1', new Set(['machine-1', 'machine-2', 'machine-4']))).toBe('machine-3');
  });

  it('makes room for the number in the longest name', () => {
    const long = 'a'.repeat(63);
    const name = suggestName(long, new Set([long]));
    expect(name).toBe(`${'a'.repeat(61)}-2`);
  });

  test.prop([
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/).filter((stem) => !stem.includes('--')),
    fc.nat(30),
  ])('always gives a valid name that is not taken', (stem, count) => {
    const taken = new Set<string>();
    for (let n = 0; n <= count; n += 1) {
      const name = suggestName(stem, taken);
      expect(taken.has(name)).toBe(false);
      expect(machineName.safeParse(name).success).toBe(true);
      taken.add(name);
    }
  });
});
