import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NeedleSearch } from './needle-search.ts';
import { TellingLines } from './telling-lines.ts';

const WORDS = ['aabaabaab', 'abaabaaba and more', 'bbbbbbbbb', 'Kernel panic'];
const STARTS = WORDS.map((word) => word.slice(0, 9));
const text = fc
  .array(fc.constantFrom('a', 'b', 'aab', 'Kernel ', 'panic', '\n', ...STARTS), { maxLength: 80 })
  .map((parts) => parts.join(''));

describe('NeedleSearch', () => {
  it('finds the first of its needles, as a plain search does', () => {
    const search = new NeedleSearch(WORDS);
    fc.assert(
      fc.property(text, fc.nat(20), (haystack, from) => {
        const places = STARTS.map((word) => haystack.indexOf(word, from)).filter((place) => place !== -1);
        const expected = places.length === 0 ? -1 : Math.min(...places);
        expect(search.find(Buffer.from(haystack), from, haystack.length)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses a needle that is too short for it', () => {
    expect(() => new NeedleSearch(['short'])).toThrow('too short');
  });
});

describe('TellingLines', () => {
  it('gives every whole line that has one of the words, however it came', () => {
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (output, sizes) => {
        const lines = new TellingLines(WORDS);
        const found: string[] = [];
        for (let at = 0, turn = 0; at < output.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          found.push(...lines.push(Buffer.from(output.slice(at, at + size))));
          at += size;
        }
        const whole = output.split('\n').slice(0, -1);
        expect(found).toEqual(whole.filter((line) => STARTS.some((word) => line.includes(word))));
      }),
      { numRuns: 2_000 },
    );
  });

  it('looks at the end of a line that is too long', () => {
    const lines = new TellingLines(WORDS);
    for (let count = 0; count < 50; count += 1) expect(lines.push(Buffer.alloc(1_000, 'x'))).toEqual([]);
    expect(lines.push(Buffer.from('Kernel panic'))).toEqual([]);
    const [line] = lines.push(Buffer.from(' - it is\n'));
    expect(line).toMatch(/^x+Kernel panic - it is$/);
    expect(line?.length).toBeLessThanOrEqual(2_048);
  });
});
