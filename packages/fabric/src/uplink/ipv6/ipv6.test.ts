import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read16 } from '../../packet/big-endian.ts';
import { ETHERNET_BYTES } from '../../packet/ethernet.ts';
import { icmpv6Frame, isIntact, PAYLOAD6, readIpv6 } from '../../packet/ipv6.ts';
import { readMac } from '../../packet/mac-address.ts';
import { allowsIn6, allowsOut6 } from './gate6.ts';
import { ipv6Bytes } from './ipv6-bytes.fixture.ts';
import { answerNeighbour } from './neighbours.ts';
import { GATEWAY6, hostHasIpv6, PASST_GATEWAY6, PREFIX6 } from './network6.ts';

const ROUTER = '02:55:4d:4c:00:01';
const GUEST = '02:00:00:00:00:01';
const LINK_LOCAL = ipv6Bytes('fe80::ff:fe00:1');
const ALL_ROUTERS = ipv6Bytes('ff02::2');

function ask(message: Uint8Array, destination: Uint8Array, source = LINK_LOCAL): Uint8Array {
  return icmpv6Frame({ sourceMac: GUEST, destinationMac: ROUTER, source, destination }, message);
}

const answerTo = (frame: Uint8Array) => answerNeighbour(frame, 0, frame.length, ROUTER);
const headerOf = (frame: Uint8Array) => readIpv6(frame, ETHERNET_BYTES, frame.length)!;

describe('the router of an uplink', () => {
  it('tells who asks for routers which network this is', () => {
    const answer = answerTo(ask(Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0), ALL_ROUTERS))!;
    const ip = headerOf(answer);
    expect(isIntact(answer, ip)).toBe(true);
    expect(readMac(answer, 0)).toBe(GUEST);
    expect(answer[PAYLOAD6]).toBe(134);
    expect(read16(answer, PAYLOAD6 + 6)).toBe(1800);
    expect(answer.slice(ip.source, ip.source + 16)).toEqual(GATEWAY6);
    expect(answer.slice(ip.destination, ip.destination + 16)).toEqual(LINK_LOCAL);
    expect(answer.slice(PAYLOAD6 + 40, PAYLOAD6 + 56)).toEqual(PREFIX6);
  });

  it('answers all nodes when the asker has no address yet', () => {
    const answer = answerTo(ask(Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0), ALL_ROUTERS, new Uint8Array(16)))!;
    const { destination } = headerOf(answer);
    expect(answer.slice(destination, destination + 16)).toEqual(ipv6Bytes('ff02::1'));
  });

  it('says where it is, to who asks for it and for nobody else', () => {
    const question = (target: Uint8Array) =>
      ask(Uint8Array.of(135, 0, 0, 0, 0, 0, 0, 0, ...target), ALL_ROUTERS);
    const answer = answerTo(question(GATEWAY6))!;
    expect(isIntact(answer, headerOf(answer))).toBe(true);
    expect(answer[PAYLOAD6]).toBe(136);
    expect(answer[PAYLOAD6 + 4]).toBe(0xe0);
    expect(answerTo(question(LINK_LOCAL))).toBeNull();
  });

  it('answers pings, and nothing that is damaged or came from afar', () => {
    const ping = ask(Uint8Array.of(128, 0, 0, 0, 0, 7, 0, 1, 0x61), GATEWAY6);
    const answer = answerTo(ping)!;
    expect(answer[PAYLOAD6]).toBe(129);
    expect(answer.slice(PAYLOAD6 + 4)).toEqual(ping.slice(PAYLOAD6 + 4));
    expect(isIntact(answer, headerOf(answer))).toBe(true);
    const damaged = ping.slice();
    damaged[PAYLOAD6 + 8] = 0x62;
    expect(answerTo(damaged)).toBeNull();
    const far = ask(Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0), ALL_ROUTERS);
    far[ETHERNET_BYTES + 7] = 254;
    expect(answerTo(far)).toBeNull();
  });

  it('reads no further than a frame goes, whatever is in it', () => {
    const tails = fc.sample(fc.tuple(fc.uint8Array({ maxLength: 120 }), fc.nat(180)), 300);
    for (const [tail, end] of tails) {
      const frame = Uint8Array.of(...ask(Uint8Array.of(135), GATEWAY6), ...tail);
      const answer = answerNeighbour(frame, 0, Math.min(end, frame.length), ROUTER);
      expect(answer === null || isIntact(answer, headerOf(answer))).toBe(true);
    }
  });
});

describe('what may pass', () => {
  const frameTo = (text: string) => ask(Uint8Array.of(128, 0, 0, 0), ipv6Bytes(text));
  const out = (text: string) => allowsOut6(frameTo(text), headerOf(frameTo(text)));

  it('is what is elsewhere, never this host by a name of its loopback', () => {
    expect(['2001:db8::1', 'fd00::2', 'fc12::1'].map(out)).toEqual([true, true, true]);
    const inside = [
      '::',
      '::1',
      '::ffff:7f00:1',
      '::7f00:1',
      'fe80::1',
      'fec0::1',
      'ff02::1',
      PASST_GATEWAY6,
    ];
    expect(inside.map(out)).toEqual(inside.map(() => false));
  });

  it('from passt is no word of a router', () => {
    const types = [1, 3, 128, 129, 133, 134, 135, 136, 137];
    const passes = types.map((type) => {
      const frame = ask(Uint8Array.of(type, 0, 0, 0), LINK_LOCAL);
      return allowsIn6(frame, headerOf(frame));
    });
    expect(passes).toEqual([true, true, true, true, false, false, false, false, false]);
  });
});

describe('a host', () => {
  const zero = '0'.repeat(32);
  const route = (destination: string, length: string, device: string) =>
    `${destination} ${length} ${zero} 00 ${zero} 00000400 00000003 00000000 00000003     ${device}\n`;

  it('has IPv6 when a way leads out of it', () => {
    const others = route('fd'.padEnd(32, '0'), '40', 'eth0') + route(zero, '00', 'lo');
    expect(hostHasIpv6(others)).toBe(false);
    expect(hostHasIpv6(others + route(zero, '00', 'eth0'))).toBe(true);
    expect(hostHasIpv6('')).toBe(false);
  });
});
