import { readArp } from './arp.ts';
import { read16 } from './big-endian.ts';
import { ETHERTYPE, readEthernet } from './ethernet.ts';
import { formatIpv4 } from './ipv4-address.ts';
import { readIpv4 } from './ipv4.ts';
import { formatIpv6 } from './ipv6-address.ts';
import { readMac } from './mac-address.ts';
import { summariseTransport, type Transport } from './summarise-transport.ts';

/** One line of a packet list. */
export interface FrameSummary {
  protocol: string;
  /** IP addresses where there are some, else MAC addresses. */
  source: string;
  destination: string;
  info: string;
  /** Of the outermost tag. */
  vlan: number | null;
}

const IPV6_BYTES = 40;
/** Headers that IPv6 puts before the transport's: hop-by-hop, routing, destination options; RFC 8200, 4. */
const IPV6_EXTENSIONS = new Set([0, 43, 60]);
const IPV6_FRAGMENT = 44;

/** What a frame is, for people. Any bytes will do; of a frame that was cut off it says what is there. */
export function summarise(frame: Uint8Array): FrameSummary {
  const ethernet = readEthernet(frame, 0, frame.length);
  if (ethernet === null) {
    return { protocol: 'Ethernet', source: '', destination: '', info: 'Too short for a frame', vlan: null };
  }
  const macs = { source: readMac(frame, 6), destination: readMac(frame, 0) };
  const { vlan, type, payload } = ethernet;
  const rest =
    type === ETHERTYPE.arp
      ? arp(frame, payload)
      : type === ETHERTYPE.ipv4
        ? ipv4(frame, payload)
        : type === ETHERTYPE.ipv6
          ? ipv6(frame, payload)
          : other(frame, type, payload);
  const { info, ...more } = { ...macs, ...rest };
  return { ...more, info: vlan === null ? info : `VLAN ${vlan}: ${info}`, vlan };
}

type Partly = Pick<FrameSummary, 'protocol' | 'info'> & Partial<FrameSummary>;

function arp(frame: Uint8Array, at: number): Partly {
  const message = readArp(frame, at, frame.length);
  if (message === null) return { protocol: 'ARP', info: 'Not for IPv4 over Ethernet, or cut off' };
  const sender = formatIpv4(message.senderAddress);
  const target = formatIpv4(message.targetAddress);
  if (message.operation === 'reply') return { protocol: 'ARP', info: `${sender} is at ${message.senderMac}` };
  const announces = message.senderAddress === message.targetAddress;
  return {
    protocol: 'ARP',
    info: announces ? `${sender} announces itself` : `Who has ${target}? Tell ${sender}`,
  };
}

function ipv4(frame: Uint8Array, at: number): Partly {
  const ip = readIpv4(frame, at, frame.length) ?? readIpv4(frame, at, at + read16(frame, at + 2));
  if (ip === null) return { protocol: 'IPv4', info: 'Bad header' };
  const addresses = { source: formatIpv4(ip.source), destination: formatIpv4(ip.destination) };
  if (ip.laterFragment)
    return { ...addresses, protocol: 'IPv4', info: `Fragment of protocol ${ip.protocol}` };
  const end = Math.min(ip.end, frame.length);
  return {
    ...addresses,
    ...summariseTransport({ bytes: frame, at: ip.payload, end, protocol: ip.protocol }),
  };
}

function ipv6(frame: Uint8Array, at: number): Partly {
  if (frame.length - at < IPV6_BYTES) return { protocol: 'IPv6', info: 'Cut off' };
  const addresses = { source: formatIpv6(frame, at + 8), destination: formatIpv6(frame, at + 24) };
  const end = Math.min(frame.length, at + IPV6_BYTES + read16(frame, at + 4));
  const transport: Transport = { bytes: frame, at: at + IPV6_BYTES, end, protocol: frame[at + 6] ?? 59 };
  // Each header takes 8 bytes at least, so this ends.
  while (IPV6_EXTENSIONS.has(transport.protocol) && transport.at + 8 <= end) {
    transport.protocol = frame[transport.at] ?? 59;
    transport.at += 8 + (frame[transport.at + 1] ?? 0) * 8;
  }
  if (transport.protocol === IPV6_FRAGMENT) return { ...addresses, protocol: 'IPv6', info: 'Fragment' };
  return { ...addresses, ...summariseTransport(transport) };
}

function other(frame: Uint8Array, type: number, payload: number): Partly {
  if (type >= 1536) return { protocol: 'Ethernet', info: `Type 0x${type.toString(16).padStart(4, '0')}` };
  // IEEE 802.1D: bridge protocol data units go over LLC with this address at both ends.
  const spanningTree = frame[payload] === 0x42 && frame[payload + 1] === 0x42;
  return spanningTree
    ? { protocol: 'STP', info: 'Spanning tree' }
    : { protocol: 'LLC', info: `${type} bytes` };
}
