import { describe, expect, it } from 'vitest';
import { formatByteRate, formatCount, formatPercent, formatRate } from './format-figure.ts';

describe('figures', () => {
  it.each([
    [formatPercent(0), '0.0 %'],
    [formatPercent(9.94), '9.9 %'],
    [formatPercent(9.96), '10 %'],
    [formatPercent(100), '100 %'],
    [formatByteRate(0.4), '0 B/s'],
    [formatByteRate(1536), '1.5 KiB/s'],
    [formatRate(0.01), '0'],
    [formatRate(3.14), '3.1'],
    [formatRate(250.4), '250'],
    [formatRate(12_345), '12.3 k'],
    [formatRate(2_500_000), '2.5 M'],
    [formatCount(1_234_567), '1\u202F234\u202F567'],
  ])('reads %s', (text, wanted) => {
    expect(text).toBe(wanted);
  });
});
