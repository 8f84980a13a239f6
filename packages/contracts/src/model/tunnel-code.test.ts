import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherEnd, remoteTunnel } from './remote-tunnel.ts';
import { decodeTunnelCode, encodeTunnelCode } from './tunnel-code.ts';

const end = fc.record({
  address: fc.tuple(fc.nat(222), fc.nat(255), fc.nat(255)).map(([a, b, c]) => `${a + 1}.${b}.${c}.7`),
  port: fc.integer({ min: 1024, max: 65_535 }),
});
const tunnel = fc
  .record({
    local: end,
    peer: end,
    secret: fc
      .array(fc.constantFrom(...'0123456789abcdef'.split('')), { minLength: 64, maxLength: 64 })
      .map((digits) => digits.join('')),
    side: fc.constantFrom('first' as const, 'second' as const),
  })
  .filter((one) => remoteTunnel.safeParse(one).success);

describe('the code of a tunnel', () => {
  it('is read as it was written, whatever blanks came in', () => {
    fc.assert(
      fc.property(tunnel, fc.nat(60), (one, at) => {
        const code = encodeTunnelCode(one);
        expect(decodeTunnelCode(code)).toEqual(one);
        expect(decodeTunnelCode(`  ${code.slice(0, at)}\n ${code.slice(at)} `)).toEqual(one);
      }),
    );
  });

  it('is the same tunnel from the other host, and back again', () => {
    fc.assert(
      fc.property(tunnel, (one) => {
        expect(otherEnd(one).local).toEqual(one.peer);
        expect(otherEnd(one).side).not.toBe(one.side);
        expect(otherEnd(otherEnd(one))).toEqual(one);
      }),
    );
  });

  it('is nothing when it is anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeTunnelCode(text) === null));
    const good = 'umlaut-tunnel:10.0.0.1:4000:10.0.0.2:4000:first:' + 'ab'.repeat(32);
    expect(decodeTunnelCode(good)).not.toBeNull();
    expect(decodeTunnelCode(good.replace('4000', '40'))).toBeNull();
    expect(decodeTunnelCode(good.replace('10.0.0.2', '10.0.0.1'))).toBeNull();
    expect(decodeTunnelCode(good.slice(0, -1))).toBeNull();
    expect(decodeTunnelCode(good.replace('10.0.0.1', '239.0.0.1'))).toBeNull();
  });
});
