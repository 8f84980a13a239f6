import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderLine } from './rendered-line.ts';
import { TextLines } from './text-lines.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\b',
    '\u001b[1m',
    '\u001b[K',
    '\u001b[2K',
    '\u001b[3D',
    '\u001b]0;title\u0007',
    'ä',
    '😀',
  ),
  fc.string({ maxLength: 12 }),
);
const output = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')));

describe('TextLines', () => {
  it('gives the same however the bytes are cut', () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(200), { maxLength: 12 }), (bytes, cuts) => {
        const whole = new TextLines();
        const expected = whole.push(bytes) + whole.end();
        const cut = new TextLines();
        const sorted = [0, ...cuts.map((at) => Math.min(at, bytes.length)), bytes.length].toSorted(
          (a, b) => a - b,
        );
        const text = sorted.slice(1).map((end, index) => cut.push(bytes.subarray(sorted[index], end)));
        expect(text.join('') + cut.end()).toBe(expected);
      }),
    );
  });

  it('leaves no control character but tabs and line ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const lines = new TextLines();
        const text = lines.push(Buffer.from(bytes)) + lines.end();
        // oxlint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      }),
    );
  });

  it('gives the same however a line is cut that is too long, and breaks nothing in it', () => {
    const long = fc
      .tuple(fc.nat(70), fc.constantFrom('x', 'ä', '😀'), fc.array(piece, { maxLength: 20 }))
      .map(([less, filler, pieces]) => {
        const text = filler.repeat(Math.floor((65_536 - less) / filler.length));
        return Buffer.from(`${text}${pieces.join('')}\u001b[31mred\n`);
      });
    fc.assert(
      fc.property(long, fc.nat(70), (bytes, back) => {
        const whole = new TextLines();
        const expected = whole.push(bytes) + whole.end();
        const cut = new TextLines();
        const at = Math.max(0, bytes.length - back);
        expect(cut.push(bytes.subarray(0, at)) + cut.push(bytes.subarray(at)) + cut.end()).toBe(expected);
        expect(expected.isWellFormed()).toBe(true);
        expect(expected).not.toContain('[31m');
      }),
      { numRuns: 60 },
    );
  });

  it('gives a line without end out in pieces', () => {
    const lines = new TextLines();
    const text = lines.push(Buffer.alloc(200_000, 'x'));
    expect(text.split('\n').map((line) => line.length)).toEqual([65_536, 65_536, 65_536, 0]);
  });
});

describe('renderLine', () => {
  it.each([
    ['plain', 'plain'],
    ['10 %\r20 %', '20 %'],
    ['long text\rshort', 'shorttext'],
    ['long text\r\u001b[Kshort', 'short'],
    ['lx\b \bs', 'ls'],
    ['abc\u001b[2DX', 'aXc'],
    ['a\u001b[3Cb', 'a   b'],
    ['\u001b[32mgreen\u001b[0m', 'green'],
    ['\u001b]0;a title\u0007text', 'text'],
    ['tab\there', 'tab\there'],
    ['bell\u0007', 'bell'],
    ['ends\r', 'ends'],
  ])('%j is %j', (line, seen) => expect(renderLine(line)).toBe(seen));
});
