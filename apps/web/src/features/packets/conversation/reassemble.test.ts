import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reassemble, type Segment } from './reassemble.ts';

function segment(packet: number, sequence: number, text: string): Segment {
  return { packet, sequence: sequence >>> 0, syn: false, bytes: new TextEncoder().encode(text) };
}

function texts(segments: readonly Segment[]): (string | number)[] {
  return reassemble(segments).flatMap(({ bytes, missing }) => {
    const text = new TextDecoder().decode(bytes);
    return missing === 0 ? [text] : [missing, text];
  });
}

describe('reassemble', () => {
  it('gives the bytes as they were sent, however they were cut, repeated and mixed', () => {
    const pieces = fc.array(fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 40 })), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 120 }),
        fc.nat(0xffff_ffff),
        fc.record({ repeats: pieces, order: fc.infiniteStream(fc.nat()) }),
        (sent, first, { repeats, order }) => {
          const whole = Array.from(
            { length: Math.ceil(sent.length / 7) },
            (_, index) => [index * 7, 7] as const,
          );
          const cuts = [...whole, ...repeats].map(([at, length]) => ({
            sequence: (first + at) >>> 0,
            syn: false,
            bytes: sent.subarray(at, at + length),
          }));
          const mixed = cuts
            .map((piece) => ({ piece, rank: order.next().value ?? 0 }))
            .toSorted((one, other) => one.rank - other.rank)
            .map(({ piece }, packet) => ({ ...piece, packet: packet + 1 }));
          const syn = { packet: 0, sequence: first, syn: true, bytes: new Uint8Array() };
          const parts = reassemble([syn, ...mixed]);
          expect(parts.flatMap(({ bytes }) => [...bytes])).toEqual([...sent]);
          expect(parts.every(({ missing }) => missing === 0)).toBe(true);
          const places = parts.map(({ packet }) => packet);
          expect(places).toEqual(places.toSorted((one, other) => one - other));
        },
      ),
    );
  });

  it('names the gap that was not captured', () => {
    expect(texts([segment(1, 100, 'abc'), segment(2, 108, 'ij')])).toEqual(['abc', 5, 'ij']);
  });

  it('begins anew with another SYN between the same ports', () => {
    const syn = (packet: number, sequence: number): Segment => ({
      ...segment(packet, sequence, ''),
      syn: true,
    });
    expect(texts([syn(1, 10), segment(2, 10, 'one'), syn(3, 900_000), segment(4, 900_000, 'two')])).toEqual([
      'one',
      'two',
    ]);
  });

  it('takes a question for a sign of life for nothing new', () => {
    expect(texts([segment(1, 0, 'ab'), segment(2, 1, 'b'), segment(3, 2, 'c')])).toEqual(['ab', 'c']);
  });
});
