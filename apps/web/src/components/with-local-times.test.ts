import { describe, expect, it } from 'vitest';
import { formatExact } from './format-time.ts';
import { withLocalTimes } from './with-local-times.ts';

describe('withLocalTimes', () => {
  it('replaces each time and nothing else', () => {
    const [a, b] = ['2001-01-01T00:00:00.000Z', '2026-11-28T07:07:05Z'];
    expect(withLocalTimes(`Written at ${a}; made at ${b}.`)).toBe(
      `Written at ${formatExact(Date.parse(a))}; made at ${formatExact(Date.parse(b))}.`,
    );
    expect(withLocalTimes('Nothing of 2001-01-01 here')).toBe('Nothing of 2001-01-01 here');
  });
});
