import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arpFrame, readArp } from './arp.ts';
import { checksum, sumWords } from './checksum.ts';
import { readEthernet } from './ethernet.ts';
import { isPing, pongFrame } from './icmp.ts';
import { formatIpv4, parseIpv4, parseSubnet } from './ipv4-address.ts';
import { readIpv4 } from './ipv4.ts';
import { formatIpv6 } from './ipv6-address.ts';
import { readMac } from './mac-address.ts';
import { summarise } from './summarise.ts';
import { readUdp, udpFrame } from './udp.ts';

const address = fc.nat(0xffff_ffff);
const port = fc.nat(0xffff);
const mac = fc.uint8Array({ minLength: 6, maxLength: 6 }).map((bytes) => readMac(bytes, 0));
const envelope = fc.record({
  sourceMac: mac,
  destinationMac: mac,
  source: address,
  destination: address,
  sourcePort: port,
  destinationPort: port,
});

describe('addresses', () => {
  it('go to text and back', () => {
    fc.assert(
      fc.property(address, (number) => {
        expect(parseIpv4(formatIpv4(number))).toBe(number);
      }),
    );
  });

  it('are refused when they are none', () => {
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.256',
      '1.2.3.4.5',
      ' 1.2.3.4',
      '1.2.3.4/8',
      '1.2.3.-4',
      'a.b.c.d',
    ]) {
      expect(parseIpv4(text)).toBeNull();
    }
  });

  it('have a subnet', () => {
    expect(parseSubnet('10.1.2.3/24')).toEqual({
      network: parseIpv4('10.1.2.0'),
      mask: parseIpv4('255.255.255.0'),
      broadcast: parseIpv4('10.1.2.255'),
    });
    expect(parseSubnet('200.1.2.3/8')?.broadcast).toBe(parseIpv4('200.255.255.255'));
    expect(parseSubnet('10.0.0.0')).toBeNull();
    expect(parseSubnet('10.0.0.0/31')).toBeNull();
  });

  it('of IPv6 are shortened as RFC 5952 wants', () => {
    const of = (...groups: number[]) => {
      const bytes = new Uint8Array(16);
      for (const [index, group] of groups.entries()) bytes.set([group >> 8, group & 255], index * 2);
      return formatIpv6(bytes, 0);
    };
    expect(of()).toBe('::');
    expect(of(0, 0, 0, 0, 0, 0, 0, 1)).toBe('::1');
    expect(of(0x2001, 0xdb8, 0, 0, 1, 0, 0, 1)).toBe('2001:db8::1:0:0:1');
    expect(of(0x2001, 0xdb8, 0, 1, 1, 1, 1, 1)).toBe('2001:db8:0:1:1:1:1:1');
    expect(of(0xfe80)).toBe('fe80::');
  });
});

describe('codecs', () => {
  it('make UDP that they read', () => {
    fc.assert(
      fc.property(envelope, fc.uint8Array({ maxLength: 400 }), fc.nat(20), (sent, payload, padding) => {
        const frame = new Uint8Array([...udpFrame(sent, payload), ...new Uint8Array(padding)]);
        const ethernet = readEthernet(frame, 0, frame.length)!;
        const ip = readIpv4(frame, ethernet.payload, frame.length)!;
        const udp = readUdp(frame, ip)!;
        expect(ip).toMatchObject({
          source: sent.source,
          destination: sent.destination,
          protocol: 17,
          ttl: 64,
        });
        expect(udp).toMatchObject({ sourcePort: sent.sourcePort, destinationPort: sent.destinationPort });
        expect(frame.subarray(udp.payload, udp.end)).toEqual(payload);
      }),
    );
  });

  it('notice one turned bit in header or payload', () => {
    fc.assert(
      fc.property(envelope, fc.uint8Array({ maxLength: 50 }), fc.nat(), (sent, payload, where) => {
        const frame = udpFrame(sent, payload);
        const at = 14 + (where % (frame.length - 14));
        frame[at]! ^= 1 << (where % 8);
        const ip = readIpv4(frame, 14, frame.length);
        // A UDP checksum that becomes 0 means "none"; that is its own weakness.
        const unchecked = frame[40] === 0 && frame[41] === 0;
        expect(ip === null || unchecked || readUdp(frame, ip) === null).toBe(true);
      }),
    );
  });

  it('make ARP that they read', () => {
    fc.assert(
      fc.property(
        fc.record({
          operation: fc.constantFrom('request' as const, 'reply' as const),
          senderMac: mac,
          senderAddress: address,
          targetMac: mac,
          targetAddress: address,
        }),
        mac,
        (message, to) => {
          const frame = arpFrame(message, to);
          expect(readArp(frame, 14, frame.length)).toEqual(message);
          expect(readMac(frame, 0)).toBe(to);
        },
      ),
    );
  });

  it('answer a ping with its own data', () => {
    const request = udpFrame(
      {
        sourceMac: '02:00:00:00:00:01',
        destinationMac: '02:00:00:00:00:02',
        source: 1,
        destination: 2,
        sourcePort: 0x0800,
        destinationPort: 0,
      },
      new Uint8Array([1, 2, 3]),
    );
    request[14 + 9] = 1;
    request.set([0, 0], 24);
    const header = checksum(request, 14, 34);
    request.set([header >> 8, header & 255], 24);
    request.set([0, 7, 0, 9], 38);
    const sum = checksum(request, 34, request.length);
    request.set([sum >> 8, sum & 255], 36);
    const ip = readIpv4(request, 14, request.length)!;
    expect(isPing(request, ip)).toBe(true);
    const pong = pongFrame(
      { sourceMac: '02:00:00:00:00:02', destinationMac: '02:00:00:00:00:01', source: 2, destination: 1 },
      request,
      ip,
    );
    expect(pong[34]).toBe(0);
    expect(sumWords(pong, 34, pong.length)).toBe(0xffff);
    expect([...pong.subarray(38)]).toEqual([...request.subarray(38)]);
  });

  it('look through two VLAN tags', () => {
    const tagged = new Uint8Array(30);
    tagged.set([0x88, 0xa8, 0x20, 100, 0x81, 0, 0, 7, 8, 6], 12);
    expect(readEthernet(tagged, 0, 30)).toEqual({ vlan: 100, type: 0x0806, payload: 22 });
    expect(readEthernet(tagged, 0, 16)).toBeNull();
  });
});

describe('summarise', () => {
  const from = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  const macs = '020000000002 020000000001';

  it('never throws and stays short, whatever it is given', () => {
    const types = fc.constantFrom([], [8, 0, 0x45], [8, 6], [0x86, 0xdd, 0x60], [0x81, 0, 0, 1, 8, 0, 0x45]);
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        types,
        fc.uint8Array({ maxLength: 300 }),
        (head, type, rest) => {
          const summary = summarise(new Uint8Array([...head, ...type, ...rest]));
          expect(summary.info.length).toBeLessThan(500);
          expect(summary.info).toMatch(/^[^\p{Cc}]*$/u);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('names what is common', () => {
    const syn = from(
      `${macs} 0800 45000028000040004006 26ce 0a000001 0a000002 9c40 0050 00000001 00000000 5002 ffff 0000 0000`,
    );
    expect(summarise(syn)).toEqual({
      protocol: 'TCP',
      source: '10.0.0.1',
      destination: '10.0.0.2',
      info: '40000 → 80 [SYN] Seq=1 Win=65535 Len=0',
      vlan: null,
    });
    const arp = arpFrame(
      {
        operation: 'request',
        senderMac: '02:00:00:00:00:01',
        senderAddress: 0x0a000001,
        targetMac: '00:00:00:00:00:00',
        targetAddress: 0x0a000002,
      },
      'ff:ff:ff:ff:ff:ff',
    );
    expect(summarise(arp)).toMatchObject({
      protocol: 'ARP',
      info: 'Who has 10.0.0.2? Tell 10.0.0.1',
      source: '02:00:00:00:00:01',
    });
    const dns = udpFrame(
      {
        sourceMac: '02:00:00:00:00:01',
        destinationMac: '02:00:00:00:00:02',
        source: 0x0a000001,
        destination: 0x0a000002,
        sourcePort: 4000,
        destinationPort: 53,
      },
      from('0001 0100 0001 0000 0000 0000 03776562 036c6162 00 0001 0001'),
    );
    expect(summarise(dns)).toMatchObject({ protocol: 'DNS', info: 'Query A web.lab' });
    const tagged = new Uint8Array([...arp.subarray(0, 12), 0x81, 0, 0, 10, ...arp.subarray(12)]);
    expect(summarise(tagged)).toMatchObject({ vlan: 10, info: 'VLAN 10: Who has 10.0.0.2? Tell 10.0.0.1' });
    const solicitation = from(
      `${macs} 86dd 60000000 0008 3a ff fe800000000000000000000000000001 ff020000000000000000000000000002 8500 0000 00000000`,
    );
    expect(summarise(solicitation)).toMatchObject({
      protocol: 'ICMPv6',
      info: 'Router solicitation',
      source: 'fe80::1',
      destination: 'ff02::2',
    });
  });

  it('says what is there of a frame that was cut off', () => {
    const whole = udpFrame(
      {
        sourceMac: '02:00:00:00:00:01',
        destinationMac: '02:00:00:00:00:02',
        source: 1,
        destination: 2,
        sourcePort: 4000,
        destinationPort: 4001,
      },
      new Uint8Array(500),
    );
    expect(summarise(whole.subarray(0, 64))).toMatchObject({ protocol: 'UDP', source: '0.0.0.1' });
  });
});
