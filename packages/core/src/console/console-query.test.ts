import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { parseConsoleQuery } from './console-query.ts';

const PLAIN = { viewers: false, viewer: null, reach: null };

describe('parseConsoleQuery', () => {
  it.each([
    ['', { from: null, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null, ...PLAIN }],
    ['from=0&x=y', { from: 0, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null, ...PLAIN }],
    [
      'from=9007199254740991',
      { from: 9007199254740991, tail: DEFAULT_TAIL_BYTES, lossless: false, size: null, ...PLAIN },
    ],
    [
      'tail=0&lossless=1&cols=80&rows=24',
      { from: null, tail: 0, lossless: true, size: { cols: 80, rows: 24 }, ...PLAIN },
    ],
  ])('reads "%s"', (text, expected) => {
    expect(parseConsoleQuery(new URLSearchParams(text))).toEqual(expected);
  });

  it('reads who the viewer is', () => {
    const query = 'viewers=1&viewer=v-1&name=Anna%20B&access=view&reach=5';
    expect(parseConsoleQuery(new URLSearchParams(query))).toMatchObject({
      viewers: true,
      viewer: { id: 'v-1', name: 'Anna B', access: 'view' },
      reach: 5,
    });
  });

  it.each([
    ['viewer=V&name=a&access=type', 'viewer'],
    ['viewer=v&access=type', 'name'],
    ['viewer=v&name=%20&access=type', 'name'],
    ['viewer=v&name=a%0ab&access=type', 'name'],
    ['viewer=v&name=%E2%80%AEa&access=type', 'name'],
    [`viewer=v&name=${'x'.repeat(41)}&access=type`, 'name'],
    ['viewer=v&name=a', 'access'],
    ['viewer=v&name=a&access=root', 'access'],
    ['viewers=yes', 'viewers'],
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
