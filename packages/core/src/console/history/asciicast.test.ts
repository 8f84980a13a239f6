import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Asciicast } from './asciicast.ts';

const START = Date.parse('2026-01-02T03:04:05.000Z');

const mark = fc.record({
  offset: fc.constant(0),
  // The clock of a host may be set back.
  at: fc.integer({ min: START - 10_000, max: START + 100_000 }),
  cols: fc.constantFrom(80, 132),
  rows: fc.constantFrom(24, 43),
});
/** Valid UTF-8 that is cut anywhere, and rubbish. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.constantFrom('\u00e4', '\u{1f600}', 'a').chain((text) => {
    const whole = new TextEncoder().encode(text);
    return fc.nat(whole.length).map((length) => whole.subarray(0, length));
  }),
);
const part = fc.record({ bytes, mark: fc.option(mark), boot: fc.boolean() });

describe('Asciicast', () => {
  it('is valid, never goes back in time, and holds what the bytes say', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const cast = new Asciicast();
        const first = parts.find((each) => each.mark !== null)?.mark ?? undefined;
        const lines = [
          cast.header(first, 'a "title"'),
          ...parts.map((each) => {
            const at = new Date(START).toISOString();
            const boot = each.boot ? cast.boot({ offset: 0, at, bootId: 'b' }) : '';
            return boot + cast.output(Buffer.from(each.bytes), each.mark);
          }),
          cast.end(),
        ].join('');
        expect(lines.endsWith('\n')).toBe(true);
        const [header, ...events] = lines
          .trimEnd()
          .split('\n')
          .map((line): unknown => JSON.parse(line));
        expect(header).toMatchObject({
          version: 2,
          width: first?.cols ?? 80,
          height: first?.rows ?? 24,
          title: 'a "title"',
        });
        const known = events as [number, 'o' | 'r' | 'm', string][];
        const times = known.map(([seconds]) => seconds);
        expect(times).toEqual([0, ...times].toSorted((a, b) => a - b).slice(1));
        const data = (code: 'o' | 'r' | 'm'): string[] =>
          known.filter((event) => event[1] === code).map((event) => event[2]);
        expect(data('r').filter((size) => !/^(?:80|132)x(?:24|43)$/.test(size))).toEqual([]);
        expect(data('o').length + data('r').length + data('m').length).toBe(events.length);
        const text = data('o').join('');
        expect(text).toBe(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(
            Buffer.concat(parts.map((each) => each.bytes)),
          ),
        );
      }),
    );
  });
});
