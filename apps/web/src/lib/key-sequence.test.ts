import { describe, expect, it } from 'vitest';
import { NO_KEYS, SEQUENCE_TIMEOUT_MS, pressKey } from './key-sequence.ts';

const SEQUENCES = ['n', 'g m', 'g i', '?'];

function type(keys: readonly (string | number)[]): string[] {
  let state = NO_KEYS;
  let at = 1_000_000;
  const matches: string[] = [];
  for (const key of keys) {
    if (typeof key === 'number') {
      at += key;
      continue;
    }
    at += 10;
    const next = pressKey(state, { key, at }, SEQUENCES);
    state = next.state;
    if (next.match !== null) matches.push(next.match);
  }
  return matches;
}

describe('pressKey', () => {
  it('matches single keys at once', () => {
    expect(type(['n', '?', 'n'])).toEqual(['n', '?', 'n']);
  });

  it('matches two keys one after the other', () => {
    expect(type(['g', 'm'])).toEqual(['g m']);
  });

  it('forgets the first key when the second takes too long', () => {
    expect(type(['g', SEQUENCE_TIMEOUT_MS + 1, 'm'])).toEqual([]);
  });

  it('takes a key that does not continue as a beginning of its own', () => {
    expect(type(['g', 'n'])).toEqual(['n']);
    expect(type(['g', 'g', 'i'])).toEqual(['g i']);
  });

  it('lets unknown keys pass', () => {
    expect(type(['z', 'g', 'z', 'm'])).toEqual([]);
  });
});
