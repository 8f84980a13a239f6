import { readArp } from '../packet/arp.ts';
import { read16 } from '../packet/big-endian.ts';
import { ETHERTYPE, readEthernet } from '../packet/ethernet.ts';
import { formatIpv4 } from '../packet/ipv4-address.ts';
import { IP_PROTOCOL, readIpv4, type Ipv4Header } from '../packet/ipv4.ts';
import { readMac } from '../packet/mac-address.ts';
import { TOKEN_BYTES } from './probe-frames.ts';
import type { FrameIdentity, FrameMatch } from './trace.ts';

/** RFC 792. */
const ECHO_REPLY = 0;
const UNREACHABLE = 3;
const REDIRECT = 5;
const ECHO_REQUEST = 8;
const TIME_EXCEEDED = 11;
const ARP_BYTES = 28;
const ICMP_HEADER = 8;

export interface ProbeMarks {
  token: Uint8Array;
  /** Of who asks. */
  mac: string;
  /** Addresses in the game: who asks about them is followed. */
  addresses: ReadonlySet<number>;
}

/**
 * Knows our questions by their token, and what they lead to: answers, questions of others for those addresses, and
 * what routers say of our pings. The data of a ping stays the same through routers, also those that translate.
 */
export function matchProbe(marks: ProbeMarks): FrameMatch {
  return (bytes, start, end) => {
    const ethernet = readEthernet(bytes, start, end);
    if (ethernet === null) return null;
    const { type, payload } = ethernet;
    if (type === ETHERTYPE.arp) return arp(marks, { bytes, start, at: payload, end });
    if (type !== ETHERTYPE.ipv4 || bytes[payload + 9] !== IP_PROTOCOL.icmp) return null;
    const ip = readIpv4(bytes, payload, end);
    return ip === null || ip.laterFragment ? null : icmp(marks, { bytes, start }, ip);
  };
}

interface ArpPlace {
  bytes: Uint8Array;
  start: number;
  at: number;
  end: number;
}

function arp(
  { token, mac, addresses }: ProbeMarks,
  { bytes, start, at, end }: ArpPlace,
): FrameIdentity | null {
  const message = readArp(bytes, at, end);
  if (message === null) return null;
  const { operation, senderMac, senderAddress, targetMac, targetAddress } = message;
  const sender = formatIpv4(senderAddress);
  const base = { sender: readMac(bytes, start + 6), number: null };
  if (operation === 'reply') {
    if (!addresses.has(senderAddress) || !(targetMac === mac || addresses.has(targetAddress))) return null;
    return {
      ...base,
      key: `reply ${senderMac} ${senderAddress} ${targetMac}`,
      kind: 'arp-reply',
      text: () => `${sender} is at ${senderMac}`,
    };
  }
  if (!addresses.has(targetAddress) || senderAddress === targetAddress) return null;
  const isOurs = hasToken(token, bytes, at + ARP_BYTES);
  const number = isOurs ? read16(bytes, at + ARP_BYTES + TOKEN_BYTES) : null;
  // Of its own questions the guest is not asked here; they would only be confused with ours.
  if (!isOurs && senderMac === mac) return null;
  return {
    ...base,
    number,
    key: `request ${senderMac} ${targetAddress} ${number}`,
    kind: 'arp-request',
    text: () => `Who has ${formatIpv4(targetAddress)}?`,
  };
}

function icmp(
  { token }: ProbeMarks,
  { bytes, start }: { bytes: Uint8Array; start: number },
  ip: Ipv4Header,
): FrameIdentity | null {
  const type = bytes[ip.payload] ?? -1;
  const sender = readMac(bytes, start + 6);
  if (type === ECHO_REQUEST || type === ECHO_REPLY) {
    if (!hasToken(token, bytes, ip.payload + ICMP_HEADER)) return null;
    const number = read16(bytes, ip.payload + 6);
    const kind = type === ECHO_REQUEST ? 'echo-request' : 'echo-reply';
    const text = (): string => (type === ECHO_REQUEST ? `Ping ${number}` : `Answer to ping ${number}`);
    return { key: `${kind} ${number}`, kind, number, sender, text };
  }
  if (type !== UNREACHABLE && type !== TIME_EXCEEDED && type !== REDIRECT) return null;
  // They quote the packet that they are about.
  const quoted = ip.payload + ICMP_HEADER;
  const inner = quoted + ((bytes[quoted] ?? 0) & 15) * 4;
  if (inner + ICMP_HEADER + TOKEN_BYTES > ip.end || !hasToken(token, bytes, inner + ICMP_HEADER)) return null;
  if (type === REDIRECT) return null;
  const number = read16(bytes, inner + 6);
  const source = formatIpv4(ip.source);
  const code = bytes[ip.payload + 1] ?? -1;
  const what =
    type === TIME_EXCEEDED
      ? 'the packet was under way for too long'
      : (UNREACHABLE_WORDS[code] ?? 'destination unreachable');
  return {
    key: `error ${ip.source} ${number}`,
    kind: 'icmp-error',
    number,
    sender,
    text: () => `${source} says: ${what}`,
  };
}

/** By code: RFC 792 and RFC 1812, 5.2.7.1. */
const UNREACHABLE_WORDS: Readonly<Record<number, string>> = {
  0: 'network unreachable',
  1: 'host unreachable',
  2: 'protocol unreachable',
  3: 'port unreachable',
  9: 'forbidden by its firewall',
  10: 'forbidden by its firewall',
  13: 'forbidden by its firewall',
};

function hasToken(token: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < TOKEN_BYTES; index += 1) if (bytes[at + index] !== token[index]) return false;
  return true;
}
