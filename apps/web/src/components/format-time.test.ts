import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration } from './format-time.ts';

const SECOND = 1000;
const HOUR = 3_600_000;

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [185 * SECOND, '3 min 5 s'],
    [HOUR, '1 h'],
    [2 * HOUR + 14 * 60 * SECOND + 59 * SECOND, '2 h 14 min'],
    [25 * HOUR, '1 d 1 h'],
    [-5, '0 s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatAgo', () => {
  it.each([
    [0, 'just now'],
    [-60_000, 'just now'],
    [12 * SECOND, '12 s ago'],
    [5 * 60 * SECOND, '5 min ago'],
    [3 * HOUR, '3 h ago'],
    [49 * HOUR, '2 d ago'],
  ])('calls %d ms %s', (ms, text) => {
    expect(formatAgo(1_000_000_000, 1_000_000_000 + ms)).toBe(text);
  });
});
