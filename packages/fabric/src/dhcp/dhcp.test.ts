import type { DhcpLease, SwitchDhcp } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read32, write16, write32 } from '../packet/big-endian.ts';
import { arpFrame, readArp } from '../packet/arp.ts';
import { formatIpv4, parseIpv4 } from '../packet/ipv4-address.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { BROADCAST, readMac } from '../packet/mac-address.ts';
import { readUdp, udpFrame } from '../packet/udp.ts';
import { MAX_LEASES } from './lease-table.ts';
import { OPTION, readDhcp, writeDhcp, type DhcpMessage, type DhcpType } from './message-codec.ts';
import { UPLINK_RESOLVER } from '../uplink/network.ts';
import { SwitchService } from './switch-service.ts';

const SWITCH = '02:ff:00:00:00:01';
const CONFIG: SwitchDhcp = { subnet: '10.0.0.0/24', router: null, leaseSeconds: 3600, dns: true };

const macOf = (number: number) =>
  `02:00:00:${[16, 8, 0].map((shift) => ((number >> shift) & 255).toString(16).padStart(2, '0')).join(':')}`;
const ip = (text: string) => parseIpv4(text)!;
const number32 = (value: number) => {
  const bytes = new Uint8Array(4);
  write32(bytes, 0, value);
  return bytes;
};

class Lab {
  now = Date.UTC(2026, 0, 1);
  sent: Uint8Array[] = [];
  saved: DhcpLease[] = [];
  readonly service: SwitchService;

  constructor(
    config: Partial<SwitchDhcp> = {},
    names: { name: string; mac: string }[] = [],
    leases: DhcpLease[] = [],
  ) {
    this.service = new SwitchService({
      mac: SWITCH,
      config: { ...CONFIG, ...config },
      names,
      leases,
      now: () => this.now,
      emit: (frame) => this.sent.push(frame),
      onLeasesChanged: (kept) => {
        this.saved = kept;
      },
    });
  }

  give(frame: Uint8Array): Uint8Array | null {
    this.sent = [];
    // Time goes on, so that the limit on answers is not met.
    this.now += 20;
    // Somewhere in a larger buffer, as the fabric has it.
    const buffer = new Uint8Array(frame.length + 20).fill(0xee);
    buffer.set(frame, 7);
    this.service.deliver(buffer, 7, 7 + frame.length);
    return this.sent[0] ?? null;
  }

  dhcp(
    type: DhcpType,
    mac: string,
    {
      options = {},
      ...more
    }: Partial<Omit<DhcpMessage, 'options'>> & { options?: Record<number, Uint8Array> } = {},
  ): (DhcpMessage & { frameTo: string; ipTo: string }) | null {
    const message: DhcpMessage = {
      type,
      fromClient: true,
      transaction: 77,
      broadcast: false,
      clientAddress: 0,
      yourAddress: 0,
      relayAddress: 0,
      mac,
      ...more,
      options: new Map(Object.entries(options).map(([code, value]) => [Number(code), value])),
    };
    const envelope = {
      sourceMac: mac,
      destinationMac: BROADCAST,
      source: message.clientAddress,
      destination: 0xffff_ffff,
      sourcePort: 68,
      destinationPort: 67,
    };
    const frame = this.give(udpFrame(envelope, writeDhcp(message)));
    if (frame === null) return null;
    const header = readIpv4(frame, 14, frame.length)!;
    const udp = readUdp(frame, header)!;
    expect(udp).toMatchObject({ sourcePort: 67, destinationPort: 68 });
    const answer = readDhcp(frame, udp.payload, udp.end)!;
    expect(answer.transaction).toBe(77);
    return { ...answer, frameTo: readMac(frame, 0), ipTo: formatIpv4(header.destination) };
  }

  /** As udhcpc does. */
  lease(mac: string, hostname?: string): string | null {
    const options = hostname === undefined ? {} : { [OPTION.hostname]: new TextEncoder().encode(hostname) };
    const offer = this.dhcp('discover', mac, { options });
    if (offer === null) return null;
    expect(offer.type).toBe('offer');
    const ack = this.dhcp('request', mac, {
      options: {
        ...options,
        [OPTION.requestedAddress]: number32(offer.yourAddress),
        [OPTION.serverAddress]: offer.options.get(OPTION.serverAddress)!,
      },
    });
    expect(ack?.type).toBe('ack');
    expect(ack?.yourAddress).toBe(offer.yourAddress);
    return formatIpv4(offer.yourAddress);
  }
}

const readAddress = (message: DhcpMessage | null, code: number) =>
  message?.options.has(code) === true ? formatIpv4(read32(message.options.get(code)!, 0)) : null;

describe('DHCP', () => {
  it('gives addresses from the lowest, the same to the same station', () => {
    const lab = new Lab();
    const times = { expiresAt: expect.any(String), grantedAt: expect.any(String) };
    expect(lab.lease(macOf(1), 'Web')).toBe('10.0.0.2');
    expect(lab.lease(macOf(2))).toBe('10.0.0.3');
    expect(lab.lease(macOf(1), 'Web')).toBe('10.0.0.2');
    expect(lab.service.leases).toEqual([
      { mac: macOf(2), address: '10.0.0.3', hostname: null, ...times },
      { mac: macOf(1), address: '10.0.0.2', hostname: 'web', ...times },
    ]);
  });

  it('tells mask, server, domain, resolver and times; a router only when there is one', () => {
    const alone = new Lab().dhcp('discover', macOf(1));
    expect(readAddress(alone, OPTION.subnetMask)).toBe('255.255.255.0');
    expect(readAddress(alone, OPTION.serverAddress)).toBe('10.0.0.1');
    expect(readAddress(alone, OPTION.dnsServers)).toBe('10.0.0.1');
    expect(readAddress(alone, OPTION.router)).toBeNull();
    expect(alone?.options.get(OPTION.domain)).toEqual(new TextEncoder().encode('lab'));
    expect(read32(alone!.options.get(OPTION.leaseSeconds)!, 0)).toBe(3600);
    const routed = new Lab({ router: '10.0.0.2', dns: false }).dhcp('discover', macOf(1));
    expect(readAddress(routed, OPTION.router)).toBe('10.0.0.2');
    expect(readAddress(routed, OPTION.dnsServers)).toBe(UPLINK_RESOLVER);
    // The router's own address is not given away.
    expect(formatIpv4(routed!.yourAddress)).toBe('10.0.0.3');
  });

  it('answers to the station, to everybody when it asks so, and to the address it has', () => {
    const lab = new Lab();
    expect(lab.dhcp('discover', macOf(1))).toMatchObject({ frameTo: macOf(1), ipTo: '10.0.0.2' });
    expect(lab.dhcp('discover', macOf(1), { broadcast: true })).toMatchObject({
      frameTo: BROADCAST,
      ipTo: '255.255.255.255',
    });
    lab.lease(macOf(1));
    expect(lab.dhcp('request', macOf(1), { clientAddress: ip('10.0.0.2') })).toMatchObject({
      type: 'ack',
      frameTo: macOf(1),
      ipTo: '10.0.0.2',
    });
  });

  it('keeps an address of before on INIT-REBOOT, RENEWING and REBINDING, and refuses others', () => {
    const lab = new Lab();
    lab.lease(macOf(1));
    const wants = (mac: string, address: string) =>
      lab.dhcp('request', mac, { options: { [OPTION.requestedAddress]: number32(ip(address)) } });
    expect(wants(macOf(1), '10.0.0.2')?.type).toBe('ack');
    expect(wants(macOf(1), '10.0.0.9')).toMatchObject({ type: 'nak', frameTo: BROADCAST });
    expect(wants(macOf(2), '10.0.0.2')?.type).toBe('nak');
    expect(wants(macOf(2), '192.168.0.2')?.type).toBe('nak');
    // Its lease was lost with an older switch: the address is free, so it may go on.
    expect(wants(macOf(2), '10.0.0.9')?.type).toBe('ack');
    expect(lab.dhcp('request', macOf(3), { clientAddress: ip('10.0.0.2') })?.type).toBe('nak');
    expect(lab.dhcp('request', macOf(3), { clientAddress: ip('10.0.0.30') })?.type).toBe('ack');
  });

  it('says nothing to who chose another server, and gives the offered address to the next', () => {
    const lab = new Lab();
    lab.dhcp('discover', macOf(1));
    const other = {
      [OPTION.serverAddress]: number32(ip('10.0.0.77')),
      [OPTION.requestedAddress]: number32(ip('10.0.0.9')),
    };
    expect(lab.dhcp('request', macOf(1), { options: other })).toBeNull();
    expect(lab.lease(macOf(2))).toBe('10.0.0.2');
  });

  it('leaves a declined address alone for a while', () => {
    const lab = new Lab();
    lab.lease(macOf(1));
    const options = {
      [OPTION.requestedAddress]: number32(ip('10.0.0.2')),
      [OPTION.serverAddress]: number32(ip('10.0.0.1')),
    };
    expect(lab.dhcp('decline', macOf(2), { options })).toBeNull();
    expect(lab.service.leases).toHaveLength(1);
    lab.dhcp('decline', macOf(1), { options });
    expect(lab.service.leases).toEqual([]);
    expect(lab.lease(macOf(1))).toBe('10.0.0.3');
    lab.now += 3_700_000;
    expect(lab.lease(macOf(2))).toBe('10.0.0.2');
  });

  it('ends a lease that is released, and remembers whose it was', () => {
    const lab = new Lab();
    lab.lease(macOf(1));
    lab.dhcp('release', macOf(1), { clientAddress: ip('10.0.0.2') });
    expect(lab.service.leases).toEqual([]);
    expect(lab.lease(macOf(2))).toBe('10.0.0.3');
    expect(lab.lease(macOf(1))).toBe('10.0.0.2');
  });

  it('tells options to who has an address already', () => {
    const answer = new Lab().dhcp('inform', macOf(1), { clientAddress: ip('10.0.0.200') });
    expect(answer).toMatchObject({ type: 'ack', yourAddress: 0, ipTo: '10.0.0.200' });
    expect(answer?.options.has(OPTION.leaseSeconds)).toBe(false);
    expect(readAddress(answer, OPTION.subnetMask)).toBe('255.255.255.0');
  });

  it('falls silent when all addresses are taken, and takes the longest expired one', () => {
    const lab = new Lab({ subnet: '10.0.0.0/29' });
    for (let station = 1; station <= 5; station += 1) expect(lab.lease(macOf(station))).not.toBeNull();
    expect(lab.dhcp('discover', macOf(6))).toBeNull();
    lab.now += 3_601_000;
    expect(lab.lease(macOf(6))).toBe('10.0.0.2');
    expect(lab.lease(macOf(7))).toBe('10.0.0.3');
  });

  it('survives as plain JSON, without addresses that are no longer in its subnet', () => {
    const lab = new Lab();
    lab.lease(macOf(1), 'web');
    lab.lease(macOf(2));
    const kept = JSON.parse(JSON.stringify(lab.saved)) as DhcpLease[];
    const again = new Lab({}, [], kept);
    expect(again.service.leases).toEqual(kept);
    expect(again.lease(macOf(3))).toBe('10.0.0.4');
    const moved = new Lab({ subnet: '10.9.0.0/24' }, [], kept);
    expect(moved.service.leases).toEqual([]);
    again.service.update({ ...CONFIG, subnet: '10.9.0.0/24' }, []);
    expect(again.service.leases).toEqual([]);
    expect(again.saved).toEqual([]);
    expect(again.lease(macOf(1))).toBe('10.9.0.2');
  });

  it('holds no more stations than its limit, and never gives an address to two', () => {
    const lab = new Lab({ subnet: '10.0.0.0/8' });
    for (let station = 0; station < MAX_LEASES + 50; station += 1) lab.dhcp('discover', macOf(station));
    const options = { [OPTION.requestedAddress]: number32(ip('10.77.0.1')) };
    for (let station = 0; station < MAX_LEASES + 50; station += 1)
      lab.dhcp('request', macOf(station + 10_000), { options });
    expect(lab.saved.length).toBeLessThanOrEqual(MAX_LEASES);
  });

  it('answers no storm', () => {
    const lab = new Lab();
    let answers = 0;
    for (let station = 0; station < 1000; station += 1) {
      lab.now -= 20;
      if (lab.dhcp('discover', macOf(station)) !== null) answers += 1;
    }
    expect(answers).toBeLessThanOrEqual(101);
    lab.now += 1000;
    expect(lab.dhcp('discover', macOf(1))).not.toBeNull();
  });

  it('keeps leases apart, whatever stations do', () => {
    const act = fc.record({
      type: fc.constantFrom<DhcpType>(
        'discover',
        'request',
        'decline',
        'release',
        'inform',
        'offer',
        'ack',
        'nak',
      ),
      station: fc.nat(6),
      address: fc.integer({ min: ip('10.0.0.0') - 1, max: ip('10.0.0.8') }),
      has: fc.boolean(),
      named: fc.constantFrom<'none' | 'us' | 'other'>('none', 'us', 'other'),
      wait: fc.nat(8_000_000),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const lab = new Lab({ subnet: '10.0.0.0/29' });
        for (const { type, station, address, has, named, wait } of acts) {
          lab.now += wait;
          const server = {
            none: {},
            us: { 54: number32(ip('10.0.0.1')) },
            other: { 54: number32(ip('10.0.0.6')) },
          }[named];
          const answer = lab.dhcp(type, macOf(station), {
            clientAddress: has ? address : 0,
            options: { ...server, ...(has ? {} : { 50: number32(address) }) },
          });
          const granted = answer?.type === 'ack' && type === 'request' ? answer.yourAddress : null;
          const mine = lab.service.leases.find((lease) => lease.mac === macOf(station));
          expect(granted === null || mine?.address === formatIpv4(granted)).toBe(true);
          const addresses = lab.service.leases.map((lease) => lease.address);
          expect(new Set(addresses).size).toBe(addresses.length);
          for (const each of addresses) expect(ip(each)).toBeGreaterThan(ip('10.0.0.1'));
          for (const each of addresses) expect(ip(each)).toBeLessThan(ip('10.0.0.7'));
        }
      }),
    );
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 1, max: 52 }).map(String), fc.uint8Array({ maxLength: 255 }), {
          maxKeys: 4,
        }),
        fc.nat(0xffff_ffff),
        (dictionary, transaction) => {
          const options = new Map(Object.entries(dictionary).map(([code, value]) => [Number(code), value]));
          const message: DhcpMessage = {
            type: 'offer',
            fromClient: false,
            transaction,
            broadcast: true,
            clientAddress: 1,
            yourAddress: 2,
            relayAddress: 3,
            mac: macOf(1),
            options,
          };
          const bytes = writeDhcp(message);
          const read = readDhcp(bytes, 0, bytes.length);
          expect(read).toEqual({ ...message, options: new Map([[53, Uint8Array.of(2)], ...options]) });
        },
      ),
    );
  });

  it('takes no garbage', () => {
    const good = writeDhcp({
      type: 'discover',
      fromClient: true,
      transaction: 1,
      broadcast: false,
      clientAddress: 0,
      yourAddress: 0,
      relayAddress: 0,
      mac: macOf(1),
      options: new Map([[12, new TextEncoder().encode('web')]]),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(good.length),
        (turns, length) => {
          const bytes = good.slice(0, length);
          for (const [at, value] of turns) bytes[at] = value;
          expect(readDhcp(bytes, 0, bytes.length)?.mac.length ?? 17).toBe(17);
        },
      ),
    );
  });
});

describe('the station inside a switch', () => {
  it('answers ARP for its own address only', () => {
    const lab = new Lab();
    const ask = (target: string, from = '10.0.0.9') =>
      lab.give(
        arpFrame(
          {
            operation: 'request',
            senderMac: macOf(1),
            senderAddress: ip(from),
            targetMac: '00:00:00:00:00:00',
            targetAddress: ip(target),
          },
          BROADCAST,
        ),
      );
    const answer = ask('10.0.0.1')!;
    expect(readMac(answer, 0)).toBe(macOf(1));
    expect(readArp(answer, 14, answer.length)).toMatchObject({
      operation: 'reply',
      senderMac: SWITCH,
      senderAddress: ip('10.0.0.1'),
    });
    expect(ask('10.0.0.2')).toBeNull();
    expect(ask('10.0.0.1', '10.0.0.1')).toBeNull();
  });

  it('never throws, and never answers frames that are not for it', () => {
    const lab = new Lab({}, [{ name: 'web', mac: macOf(1) }]);
    const ethernet = fc.constantFrom([8, 0, 0x45], [8, 6, 0, 1, 8, 0, 6, 4], [0x81, 0, 0, 1, 8, 0]);
    fc.assert(
      fc.property(ethernet, fc.boolean(), fc.uint8Array({ maxLength: 400 }), (type, toUs, rest) => {
        const to = toUs ? [2, 255, 0, 0, 0, 1] : [2, 0, 0, 0, 0, 99];
        const answer = lab.give(new Uint8Array([...to, 2, 0, 0, 0, 0, 1, ...type, ...rest]));
        expect(toUs || answer === null).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('DNS', () => {
  function question(name: string, type: number, flags = 0x0100): Uint8Array {
    const labels = name === '' ? [] : name.split('.');
    const body = labels.flatMap((label) => [label.length, ...new TextEncoder().encode(label)]);
    const bytes = new Uint8Array(12 + body.length + 5);
    bytes.set(body, 12);
    write16(bytes, 0, 4711);
    write16(bytes, 2, flags);
    write16(bytes, 4, 1);
    write16(bytes, bytes.length - 4, type);
    write16(bytes, bytes.length - 2, 1);
    return bytes;
  }

  function ask(lab: Lab, name: string, type = 1, flags?: number) {
    const envelope = {
      sourceMac: macOf(9),
      destinationMac: SWITCH,
      source: ip('10.0.0.99'),
      destination: ip('10.0.0.1'),
      sourcePort: 5353,
      destinationPort: 53,
    };
    const frame = lab.give(udpFrame(envelope, question(name, type, flags)));
    if (frame === null) return null;
    const header = readIpv4(frame, 14, frame.length)!;
    const udp = readUdp(frame, header)!;
    expect(udp).toMatchObject({ sourcePort: 53, destinationPort: 5353 });
    const bytes = frame.subarray(udp.payload, udp.end);
    const answers = bytes[7]!;
    const data = answers === 0 ? null : bytes.subarray(bytes.length - bytes[12 + name.length + 2 + 4 + 11]!);
    return { rcode: bytes[3]! & 15, answers, data };
  }

  function named(): Lab {
    const lab = new Lab({}, [
      { name: 'web', mac: macOf(1) },
      { name: 'down', mac: macOf(8) },
    ]);
    lab.lease(macOf(1), 'liar');
    lab.lease(macOf(2), 'printer');
    lab.lease(macOf(3), 'web');
    return lab;
  }

  it('knows machines and leases, with and without the domain', () => {
    const lab = named();
    for (const name of ['web', 'web.lab', 'WEB.Lab']) {
      expect(ask(lab, name)).toEqual({ rcode: 0, answers: 1, data: Uint8Array.of(10, 0, 0, 2) });
    }
    expect(ask(lab, 'printer.lab')?.data).toEqual(Uint8Array.of(10, 0, 0, 3));
    expect(ask(lab, 'down.lab')).toMatchObject({ rcode: 0, answers: 0 });
  });

  it('says no name in its own domain, refuses others, has no IPv6', () => {
    const lab = named();
    expect(ask(lab, 'nobody.lab')).toMatchObject({ rcode: 3, answers: 0 });
    expect(ask(lab, 'a.web.lab')).toMatchObject({ rcode: 3 });
    expect(ask(lab, 'lab')).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(lab, 'example.org')).toMatchObject({ rcode: 5 });
    expect(ask(lab, 'nobody')).toMatchObject({ rcode: 5 });
    expect(ask(lab, '')).toMatchObject({ rcode: 5 });
    expect(ask(lab, 'web.lab', 28)).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(lab, 'web.lab', 15)).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(lab, 'web.lab', 1, 0x2800)).toMatchObject({ rcode: 4 });
    expect(ask(lab, 'web.lab', 1, 0x8000)).toBeNull();
  });

  it('finds the name of an address', () => {
    const lab = named();
    const name = (label: string) =>
      new Uint8Array([label.length, ...new TextEncoder().encode(label), 3, 0x6c, 0x61, 0x62, 0]);
    expect(ask(lab, '2.0.0.10.in-addr.arpa', 12)?.data).toEqual(name('web'));
    expect(ask(lab, '3.0.0.10.in-addr.arpa', 12)?.data).toEqual(name('printer'));
    expect(ask(lab, '77.0.0.10.in-addr.arpa', 12)?.rcode).toBe(3);
    expect(ask(lab, '1.1.1.1.in-addr.arpa', 12)?.rcode).toBe(5);
  });

  it('is silent when it is switched off, and changes live', () => {
    const lab = named();
    lab.service.update({ ...CONFIG, dns: false }, []);
    expect(ask(lab, 'web.lab')).toBeNull();
    lab.service.update(CONFIG, [{ name: 'shop', mac: macOf(1) }]);
    expect(ask(lab, 'shop.lab')?.data).toEqual(Uint8Array.of(10, 0, 0, 2));
  });
});
