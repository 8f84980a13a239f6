import { describe, expect, it } from 'vitest';
import { describeTaint } from './describe-taint.ts';

describe('describeTaint', () => {
  it.each([
    [0, 'clean'],
    [512, '512: W (warning)'],
    [640, '640: D (died: oops or BUG), W (warning)'],
    [2 ** 30, String(2 ** 30)],
  ])('%d is %s', (tainted, words) => {
    expect(describeTaint(tainted)).toBe(words);
  });
});
