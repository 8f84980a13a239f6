import assert from 'node:assert/strict';
import type { DhcpLease, SwitchDhcp } from '@umlaut/contracts/model';
import { read32, write32 } from '../packet/big-endian.ts';
import { formatIpv4, parseIpv4 } from '../packet/ipv4-address.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { BROADCAST, readMac } from '../packet/mac-address.ts';
import { readUdp, udpFrame } from '../packet/udp.ts';
import { OPTION, readDhcp, writeDhcp, type DhcpMessage, type DhcpType } from './message-codec.ts';
import { SwitchService } from './switch-service.ts';

/** The station inside the switch. */
export const SWITCH = '02:ff:00:00:00:01';
export const CONFIG: SwitchDhcp = { subnet: '10.0.0.0/24', router: null, leaseSeconds: 3600, dns: true };

export function macOf(number: number): string {
  const bytes = [16, 8, 0].map((shift) => ((number >> shift) & 255).toString(16).padStart(2, '0'));
  return `02:00:00:${bytes.join(':')}`;
}

export function ip(text: string): number {
  return there(parseIpv4(text), text);
}

export function number32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  write32(bytes, 0, value);
  return bytes;
}

/** The address that an option holds. */
export function readAddress(message: DhcpMessage | null, code: number): string | null {
  const value = message?.options.get(code);
  return value === undefined ? null : formatIpv4(read32(value, 0));
}

/** A switch's own services, with frames put in by hand. */
export class ServiceRig {
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
    const header = there(readIpv4(frame, 14, frame.length), 'IPv4 header');
    const udp = there(readUdp(frame, header), 'UDP header');
    assert.deepEqual([udp.sourcePort, udp.destinationPort], [67, 68]);
    const answer = there(readDhcp(frame, udp.payload, udp.end), 'DHCP message');
    assert.equal(answer.transaction, 77);
    return { ...answer, frameTo: readMac(frame, 0), ipTo: formatIpv4(header.destination) };
  }

  /** As udhcpc does. */
  lease(mac: string, hostname?: string): string | null {
    const options = hostname === undefined ? {} : { [OPTION.hostname]: new TextEncoder().encode(hostname) };
    const offer = this.dhcp('discover', mac, { options });
    if (offer === null) return null;
    assert.equal(offer.type, 'offer');
    const ack = this.dhcp('request', mac, {
      options: {
        ...options,
        [OPTION.requestedAddress]: number32(offer.yourAddress),
        [OPTION.serverAddress]: there(offer.options.get(OPTION.serverAddress), 'server'),
      },
    });
    assert.equal(ack?.type, 'ack');
    assert.equal(ack.yourAddress, offer.yourAddress);
    return formatIpv4(offer.yourAddress);
  }
}

function there<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`no ${what}`);
  return value;
}
