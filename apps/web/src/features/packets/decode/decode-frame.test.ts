import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode-frame.ts';
import type { Decoding, Field } from './decoding.ts';
import { FRAMES } from './frames.fixture.ts';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[\da-f]{2}/g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function summary({ protocol, source, destination, info }: Decoding): string {
  return [protocol, source, destination, info].join(' | ');
}

function valueOf(decoding: Decoding, layer: string, name: string): string | undefined {
  return decoding.layers.find((one) => one.name === layer)?.fields.find((field) => field.name === name)
    ?.value;
}

function expectInside(fields: readonly Field[], outer: { start: number; end: number }): void {
  for (const { start, end, fields: inner } of fields) {
    expect(start).toBeGreaterThanOrEqual(outer.start);
    expect(end).toBeLessThanOrEqual(outer.end);
    expect(start).toBeLessThanOrEqual(end);
    expectInside(inner, { start, end });
  }
}

const someFrame = fc.constantFrom(...Object.values(FRAMES)).map(({ hex }) => bytesOf(hex));

describe('decodeFrame', () => {
  it.each(Object.entries(FRAMES))('reads %s', (_, { hex, line, layers }) => {
    const decoding = decodeFrame(bytesOf(hex));
    expect(summary(decoding)).toBe(line);
    expect(decoding.layers.map(({ name }) => name)).toEqual(layers);
  });

  it('has fields with their places', () => {
    const decoding = decodeFrame(bytesOf(FRAMES.dnsResponse.hex));
    expect(valueOf(decoding, 'IPv4', 'Time to live')).toBe('64');
    expect(valueOf(decoding, 'DNS', 'Answer')).toBe('web.lab A 10.0.0.7, 60 s');
    expect(decoding.layers.find(({ name }) => name === 'UDP')).toMatchObject({ start: 34, end: 42 });
    expect(decoding.flow).toMatchObject({ sender: '10.0.0.1:53', receiver: '10.0.0.2:40000' });
  });

  it('gives both directions of a conversation one key', () => {
    const request = decodeFrame(bytesOf(FRAMES.ping.hex)).flow;
    const reply = decodeFrame(bytesOf(FRAMES.pong.hex)).flow;
    expect(reply?.key).toBe(request?.key);
    expect(reply?.sender).toBe(request?.receiver);
  });

  it('never throws and never points out of the frame, whatever the bytes', () => {
    const changes = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(someFrame, changes, fc.nat(200), (whole, changed, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, value] of changed) if (at < bytes.length) bytes[at] = value;
        const decoding = decodeFrame(bytes);
        expectInside(decoding.layers, { start: 0, end: bytes.length });
        const { payload } = decoding.flow ?? { payload: { start: 0, end: 0 } };
        expect(payload.end).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expectInside(decodeFrame(bytes).layers, { start: 0, end: bytes.length });
      }),
    );
  });
});
