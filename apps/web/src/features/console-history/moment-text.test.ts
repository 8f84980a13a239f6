import { expect, it } from 'vitest';
import { clockText, placeText } from './moment-text.ts';
import { scaleOf } from './replay-scale.ts';

it.each([
  [0, '0:00'],
  [7_999, '0:07'],
  [720_000, '12:00'],
  [3_723_000, '1:02:03'],
])('%i ms are %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});

it('tells a place by bytes where no time is known', () => {
  const scale = scaleOf(undefined, { oldest: 0, end: 2048 }, false);
  expect(placeText({ offset: 1024, leadMs: 0 }, scale)).toBe('1 KiB of 2 KiB');
});
