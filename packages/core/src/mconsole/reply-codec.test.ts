import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReply } from './reply-codec.ts';
import { failureCode } from './testing/failure-code.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** As mconsole_reply_len() builds it. */
function replyBytes(error: number, more: boolean, text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + text.length + 1);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, error, true);
  view.setUint32(4, more ? 1 : 0, true);
  view.setUint32(8, text.length + 1, true);
  bytes.set(text, 12);
  return bytes;
}

describe('decodeReply', () => {
  it.each([
    ['an empty OK', '00000000 00000000 01000000 00', { error: 0, more: false, text: '' }],
    ['a text', '00000000 00000000 03000000 4f4b00', { error: 0, more: false, text: 'OK' }],
    ['the first of several', '00000000 01000000 02000000 0a00', { error: 0, more: true, text: '\n' }],
    ['a failure without errno', '01000000 00000000 02000000 4100', { error: 1, more: false, text: 'A' }],
    ['-ENOENT', 'feffffff 00000000 01000000 00', { error: -2, more: false, text: '' }],
  ])('reads %s', (_name, bytes, expected) => {
    const { text, ...rest } = decodeReply(hex(bytes));
    expect({ ...rest, text: new TextDecoder().decode(text) }).toEqual(expected);
  });

  it.each([
    ['nothing', '', 0],
    ['half a header', '00000000 000000', 7],
    ['a length beyond the datagram', '00000000 00000000 05000000 4f4b00', 8],
    ['a length short of the datagram', '00000000 00000000 02000000 4f4b00', 8],
    ['no room for the NUL', '00000000 00000000 00000000', 8],
    ['a length above 2^31', '00000000 00000000 ffffffff 00', 8],
    ['a wild "more"', '00000000 02000000 01000000 00', 4],
    ['no NUL at the end', '00000000 00000000 02000000 4f4b', 13],
    ['the bare text for bad magic', Buffer.from('ERR Version 0 mconsole clients').toString('hex'), 8],
  ])('refuses %s and points at the byte', (_name, bytes, offset) => {
    expect(() => decodeReply(hex(bytes))).toThrow(
      expect.objectContaining({ code: 'MCONSOLE_PROTOCOL', details: expect.objectContaining({ offset }) }),
    );
  });

  it('refuses more text than the protocol has', () => {
    expect(() => decodeReply(replyBytes(0, false, new Uint8Array(512)))).toThrow(
      expect.objectContaining({ code: 'MCONSOLE_PROTOCOL' }),
    );
  });

  it('reads back every reply', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        fc.boolean(),
        fc.uint8Array({ maxLength: 511 }),
        (error, more, text) => {
          expect(decodeReply(replyBytes(error, more, text))).toEqual({ error, more, text });
        },
      ),
    );
  });

  it('throws nothing but MCONSOLE_PROTOCOL for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect([null, 'MCONSOLE_PROTOCOL']).toContain(failureCode(() => decodeReply(bytes)));
      }),
    );
  });
});
