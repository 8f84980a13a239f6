import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNotification } from './notification-codec.ts';
import { failureCode } from './testing/failure-code.ts';

function notificationBytes(type: number, data: Uint8Array, length = data.length): Uint8Array {
  const bytes = new Uint8Array(16 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xcafebabe, true);
  view.setUint32(4, 2, true);
  view.setUint32(8, type, true);
  view.setUint32(12, length, true);
  bytes.set(data, 16);
  return bytes;
}
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decodeNotification', () => {
  it.each([
    [0, '/run/x/mconsole\0', { type: 'socket', path: '/run/x/mconsole' }],
    [1, 'sysrq triggered crash\0', { type: 'panic', text: 'sysrq triggered crash' }],
    [3, 'ready', { type: 'user', text: 'ready' }],
    [3, 'grüß', { type: 'user', text: 'grüß' }],
    [3, '', { type: 'user', text: '' }],
  ])('reads type %i', (type, text, expected) => {
    expect(decodeNotification(notificationBytes(type, encode(text)))).toEqual(expected);
  });

  it("reads uml_watchdog's, which has version 0 and padding", () => {
    const bytes = Buffer.from('bebafeca00000000020000000200000058000000deadbeef', 'hex');
    expect(decodeNotification(bytes)).toEqual({ type: 'hang', text: 'X' });
  });

  it.each([
    ['an empty datagram', new Uint8Array(0), 0],
    ['a wrong magic', new Uint8Array(16), 0],
    ['an unknown type', notificationBytes(4, encode('x')), 8],
    ['a length beyond the datagram', notificationBytes(3, encode('x'), 2), 12],
    ['a length beyond the protocol', notificationBytes(3, new Uint8Array(600)), 12],
  ])('refuses %s and points at the byte', (_name, bytes, offset) => {
    expect(() => decodeNotification(bytes)).toThrow(
      expect.objectContaining({ code: 'MCONSOLE_PROTOCOL', details: expect.objectContaining({ offset }) }),
    );
  });

  it('gives back what the guest wrote', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'binary', maxLength: 128 })
          .filter((text) => !text.includes('\0') && text.isWellFormed() && !text.startsWith('\ufeff')),
        (text) => {
          expect(decodeNotification(notificationBytes(3, encode(text)))).toEqual({ type: 'user', text });
        },
      ),
    );
  });

  it('throws nothing but MCONSOLE_PROTOCOL', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (tail, magic) => {
        const bytes = magic ? new Uint8Array([0xbe, 0xba, 0xfe, 0xca, ...tail]) : tail;
        expect([null, 'MCONSOLE_PROTOCOL']).toContain(failureCode(() => decodeNotification(bytes)));
      }),
    );
  });
});
