import { describe, expect, it } from 'vitest';
import { readTypedNumber, showNumber, stepNumber } from './typed-number.ts';

const SECONDS = { min: 1, max: 86_400, decimals: 0, suffix: ' s' };
const DELAY = { min: 0, max: 10_000, decimals: 1, suffix: ' ms' };

describe('readTypedNumber', () => {
  it.each([
    ['60', 60],
    [' 60 s ', 60],
    ['60s', 60],
    ['+7', 7],
    ['007', 7],
    ['1.', 1],
  ])('reads %o', (text, value) => {
    expect(readTypedNumber(text, SECONDS)).toEqual({ value, problem: null });
  });

  it.each(['-5', '1e9', '0', '86401', '', 's', '1,5', '1.5', '6 0', '0x10', 'Infinity', '60 ms', '٣'])(
    'makes no other number of %o, and says what is wanted',
    (text) => {
      expect(readTypedNumber(text, SECONDS)).toEqual({
        value: null,
        problem: 'A whole number from 1 to 86400 s, in digits',
      });
    },
  );

  it('takes as many digits after the point as there may be', () => {
    expect(readTypedNumber('.5 ms', DELAY).value).toBe(0.5);
    expect(readTypedNumber('-0', DELAY).value).toBe(0);
    expect(readTypedNumber('0.25', DELAY).problem).toBe(
      'A number from 0 to 10000 ms, with at most 1 digit after the point',
    );
  });
});

it('shows a number with what it counts', () => {
  expect(showNumber(100, DELAY)).toBe('100 ms');
  expect(showNumber(0.30000000000000004, DELAY)).toBe('0.3 ms');
});

it('steps within the bounds', () => {
  expect(stepNumber(1.2, 1, DELAY)).toBe(2.2);
  expect(stepNumber(0.5, -1, DELAY)).toBe(0);
  expect(stepNumber(10_000, 1, DELAY)).toBe(10_000);
});
