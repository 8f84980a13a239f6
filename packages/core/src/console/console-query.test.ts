import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { parseConsoleQuery } from './console-query.ts';

describe('parseConsoleQuery', () => {
  it.each([
    ['', { from: null, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null }],
    ['from=0&x=y', { from: 0, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null }],
    [
      'from=9007199254740991',
      { from: 9007199254740991, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null },
    ],
    [
      'tail=0&lossless=1&cols=80&rows=24',
      { from: null, tail: 0, lossless: true, size: { cols: 80, rows: 24 } },
    ],
  ])('reads "%s"', (text, expected) => {
    expect(parseConsoleQuery(new URLSearchParams(text))).toEqual(expected);
  });

  it.each([
    ['from=-1', 'from'],
    ['from=', 'from'],
    ['from=1e3', 'from'],
    ['from=9007199254740992', 'from'],
    ['from=%00', 'from'],
    ['tail=1.5', 'tail'],
    ['tail=NaN', 'tail'],
    ['lossless=yes', 'lossless'],
    ['cols=0&rows=24', 'cols'],
    ['cols=80&rows=501', 'rows'],
    ['cols=80', 'rows'],
    ['rows=24', 'cols'],
  ])('refuses "%s" and names the parameter', (text, field) => {
    expect(() => parseConsoleQuery(new URLSearchParams(text))).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field }),
    );
  });
});
