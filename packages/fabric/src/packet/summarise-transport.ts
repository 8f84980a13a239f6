import { hostnameOption, readDhcp } from '../dhcp/message-codec.ts';
import { summariseDns } from '../dns/summarise-dns.ts';
import { read16, read32 } from './big-endian.ts';
import { formatIpv4 } from './ipv4-address.ts';
import { IP_PROTOCOL } from './ipv4.ts';

/** What IP carries, in `bytes[at, end)`; it may be cut off. */
export interface Transport {
  bytes: Uint8Array;
  at: number;
  end: number;
  protocol: number;
}

const ICMPV6 = 58;

export function summariseTransport(transport: Transport): { protocol: string; info: string } {
  switch (transport.protocol) {
    case IP_PROTOCOL.icmp:
      return icmp(transport, 'ICMP', ICMP_TYPES);
    case ICMPV6:
      return icmp(transport, 'ICMPv6', ICMPV6_TYPES);
    case IP_PROTOCOL.tcp:
      return tcp(transport);
    case IP_PROTOCOL.udp:
      return udp(transport);
    default:
      return { protocol: 'IP', info: PROTOCOLS[transport.protocol] ?? `Protocol ${transport.protocol}` };
  }
}

/** RFC 792 and RFC 4443, RFC 4861. */
const ICMP_TYPES: Readonly<Record<number, string>> = {
  0: 'Echo reply',
  3: 'Destination unreachable',
  5: 'Redirect',
  8: 'Echo request',
  11: 'Time exceeded',
};
const ICMPV6_TYPES: Readonly<Record<number, string>> = {
  1: 'Destination unreachable',
  2: 'Packet too big',
  3: 'Time exceeded',
  128: 'Echo request',
  129: 'Echo reply',
  133: 'Router solicitation',
  134: 'Router advertisement',
  135: 'Neighbour solicitation',
  136: 'Neighbour advertisement',
  143: 'Multicast listener report',
};
/** IANA's list of protocol numbers. */
const PROTOCOLS: Readonly<Record<number, string>> = {
  2: 'IGMP',
  4: 'IPv4 in IP',
  41: 'IPv6 in IP',
  47: 'GRE',
  50: 'ESP',
  59: 'No next header',
  89: 'OSPF',
  112: 'VRRP',
  115: 'L2TP',
  132: 'SCTP',
};

function icmp({ bytes, at, end }: Transport, protocol: string, types: Readonly<Record<number, string>>) {
  if (end - at < 4) return { protocol, info: 'Cut off' };
  const type = bytes[at] ?? 0;
  const name = types[type] ?? `Type ${type}`;
  if (!name.startsWith('Echo') || end - at < 8) return { protocol, info: name };
  return { protocol, info: `${name}, id ${read16(bytes, at + 4)}, seq ${read16(bytes, at + 6)}` };
}

const TCP_FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

function tcp({ bytes, at, end }: Transport) {
  if (end - at < 20) return { protocol: 'TCP', info: 'Cut off' };
  const flags = TCP_FLAGS.filter((_, bit) => (((bytes[at + 13] ?? 0) >>> bit) & 1) === 1);
  const acknowledged = flags.includes('ACK') ? ` Ack=${read32(bytes, at + 8)}` : '';
  const length = Math.max(0, end - at - ((bytes[at + 12] ?? 0) >>> 4) * 4);
  const numbers = `Seq=${read32(bytes, at + 4)}${acknowledged} Win=${read16(bytes, at + 14)} Len=${length}`;
  return { protocol: 'TCP', info: `${ports(bytes, at)} [${flags.join(', ')}] ${numbers}` };
}

function udp({ bytes, at, end }: Transport): { protocol: string; info: string } {
  if (end - at < 8) return { protocol: 'UDP', info: 'Cut off' };
  const either = [read16(bytes, at), read16(bytes, at + 2)];
  if (either.includes(67) || either.includes(68)) {
    const info = dhcp(bytes, at + 8, end);
    if (info !== null) return { protocol: 'DHCP', info };
  }
  if (either.includes(53) || either.includes(5353)) {
    const info = summariseDns(bytes, at + 8, end);
    if (info !== null) return { protocol: either.includes(53) ? 'DNS' : 'MDNS', info };
  }
  return { protocol: 'UDP', info: `${ports(bytes, at)} Len=${end - at - 8}` };
}

function ports(bytes: Uint8Array, at: number): string {
  return `${read16(bytes, at)} → ${read16(bytes, at + 2)}`;
}

function dhcp(bytes: Uint8Array, at: number, end: number): string | null {
  const message = readDhcp(bytes, at, end);
  if (message === null) return null;
  const name = hostnameOption(message);
  const address = message.yourAddress === 0 ? message.clientAddress : message.yourAddress;
  const parts = [
    `${message.type.charAt(0).toUpperCase()}${message.type.slice(1)}`,
    ...(address === 0 ? [] : [formatIpv4(address)]),
    `for ${message.mac}`,
    ...(name === null ? [] : [`"${name}"`]),
  ];
  return parts.join(' ');
}
