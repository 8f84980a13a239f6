import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { L2TPV3_HEADER, checkHeader, encodeHeader, tunnelKey } from './l2tpv3-codec.ts';

const session = fc.integer({ min: 1, max: 0x7fff_ffff });
const cookie = fc
  .bigInt({ min: 0n, max: (1n << 64n) - 1n })
  .map((value) => value.toString(16).padStart(16, '0'));

describe('the L2TPv3 header', () => {
  it('is laid out as the kernel wants it', () => {
    const header = encodeHeader(tunnelKey(0x0102_0304, 'fedcba9876543210'));
    expect(Buffer.from(header).toString('hex')).toBe('0003000001020304fedcba9876543210');
  });

  test.prop([session, cookie, fc.nat(50), fc.uint8Array({ maxLength: 40 })])(
    'is taken by the end that has the same key, wherever it lies and whatever its first word says',
    (number, secret, offset, rest) => {
      const key = tunnelKey(number, secret);
      const bytes = new Uint8Array(offset + L2TPV3_HEADER + rest.length);
      bytes.set(encodeHeader(key), offset);
      bytes.set(rest, offset + L2TPV3_HEADER);
      expect(checkHeader(bytes, offset, L2TPV3_HEADER + rest.length, key)).toBe('good');
      bytes.fill(0xff, offset, offset + 4);
      expect(checkHeader(bytes, offset, L2TPV3_HEADER + rest.length, key)).toBe('good');
    },
  );

  test.prop([session, cookie, fc.integer({ min: 32, max: 127 })])(
    'has no bit too many or too few',
    (number, secret, bit) => {
      const key = tunnelKey(number, secret);
      const bytes = encodeHeader(key);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(checkHeader(bytes, 0, bytes.length, key)).toBe(bit < 64 ? 'wrong-session' : 'wrong-cookie');
    },
  );

  test.prop([fc.nat(L2TPV3_HEADER - 1)])('is not found in less than itself', (length) => {
    const key = tunnelKey(1, '0000000000000001');
    expect(checkHeader(encodeHeader(key), 0, length, key)).toBe('too-short');
  });
});
