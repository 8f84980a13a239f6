import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_REPLY_BYTES, ReplyAssembly } from './reply-assembly.ts';

function packet(text: Uint8Array, { more = false, error = 0 } = {}): Uint8Array {
  const bytes = new Uint8Array(12 + text.length + 1);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, error, true);
  view.setUint32(4, more ? 1 : 0, true);
  view.setUint32(8, text.length + 1, true);
  bytes.set(text, 12);
  return bytes;
}
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('ReplyAssembly', () => {
  it('takes the error of the first packet only', () => {
    const assembly = new ReplyAssembly();
    expect(assembly.push(packet(encode('a'), { more: true, error: -19 }))).toBeNull();
    expect(assembly.push(packet(encode('b')))).toEqual({
      ok: false,
      errno: -19,
      text: 'ab',
      bytes: encode('ab'),
      truncated: false,
    });
  });

  it('gives what has come as truncated, and nothing when nothing has', () => {
    const assembly = new ReplyAssembly();
    expect(assembly.cutShort()).toBeNull();
    assembly.push(packet(encode('half'), { more: true }));
    expect(assembly.cutShort()).toEqual({
      ok: true,
      errno: 0,
      text: 'half',
      bytes: encode('half'),
      truncated: true,
    });
  });

  it('marks a reply of which packets may be missing', () => {
    const assembly = new ReplyAssembly((packets) => packets < 2);
    assembly.push(packet(encode('one'), { more: true }));
    expect(assembly.push(packet(encode('')))).toMatchObject({ text: 'one', truncated: true });
  });

  it('ends a reply that never does', () => {
    const assembly = new ReplyAssembly();
    const endless = packet(new Uint8Array(511).fill(0x78), { more: true });
    let reply = null;
    while (reply === null) reply = assembly.push(endless);
    expect(reply).toMatchObject({ ok: true, truncated: true });
    expect(reply?.text.length).toBeLessThan(MAX_REPLY_BYTES + 512);
  });

  it('puts any text together again, however it was cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', 'ü', '€', '😀'), maxLength: 300 }),
        fc.integer({ min: 1, max: 511 }),
        (text, size) => {
          const bytes = encode(text);
          const assembly = new ReplyAssembly();
          const count = Math.max(1, Math.ceil(bytes.length / size));
          const replies = Array.from({ length: count }, (_, n) =>
            assembly.push(packet(bytes.subarray(n * size, (n + 1) * size), { more: n < count - 1 })),
          );
          const last = replies.pop();
          expect(last).toEqual({ ok: true, errno: 0, text, bytes, truncated: false });
          expect(replies.every((reply) => reply === null)).toBe(true);
        },
      ),
    );
  });
});
