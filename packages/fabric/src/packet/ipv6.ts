import { read16, write16 } from './big-endian.ts';
import { checksum, sumWords } from './checksum.ts';
import { ETHERNET_BYTES, ETHERTYPE, writeEthernet } from './ethernet.ts';

const IPV6_BYTES = 40;
/** Where the payload of `icmpv6Frame` begins. */
export const PAYLOAD6 = ETHERNET_BYTES + IPV6_BYTES;
export const NEXT_ICMPV6 = 58;

export interface Ipv6Header {
  nextHeader: number;
  hopLimit: number;
  /** Where the addresses begin, 16 bytes each. */
  source: number;
  destination: number;
  payload: number;
  end: number;
}

/** RFC 8200. Null when it is cut off or no version 6. Extension headers count as payload. */
export function readIpv6(bytes: Uint8Array, at: number, end: number): Ipv6Header | null {
  if (end - at < IPV6_BYTES || (bytes[at] ?? 0) >>> 4 !== 6) return null;
  const payload = at + IPV6_BYTES;
  const packetEnd = payload + read16(bytes, at + 4);
  if (packetEnd > end) return null;
  return {
    nextHeader: bytes[at + 6] ?? 0,
    hopLimit: bytes[at + 7] ?? 0,
    source: at + 8,
    destination: at + 24,
    payload,
    end: packetEnd,
  };
}

export interface Ipv6Envelope {
  sourceMac: string;
  destinationMac: string;
  /** 16 bytes each. */
  source: Uint8Array;
  destination: Uint8Array;
}

/** A whole frame with an ICMPv6 message whose checksum is filled in; of the hop limit that neighbours ask for, 255. */
export function icmpv6Frame(envelope: Ipv6Envelope, message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(PAYLOAD6 + message.length);
  writeEthernet(frame, {
    destination: envelope.destinationMac,
    source: envelope.sourceMac,
    type: ETHERTYPE.ipv6,
  });
  const at = ETHERNET_BYTES;
  frame[at] = 0x60;
  write16(frame, at + 4, message.length);
  frame[at + 6] = NEXT_ICMPV6;
  frame[at + 7] = 255;
  frame.set(envelope.source, at + 8);
  frame.set(envelope.destination, at + 24);
  frame.set(message, PAYLOAD6);
  write16(frame, PAYLOAD6 + 2, 0);
  // RFC 8200, 8.1: the addresses, the length and the next header are in the sum.
  const pseudo = sumWords(frame, at + 8, at + 40, message.length + NEXT_ICMPV6);
  write16(frame, PAYLOAD6 + 2, checksum(frame, PAYLOAD6, frame.length, pseudo));
  return frame;
}

/** Whether the checksum of an ICMPv6 message is right. */
export function isIntact(bytes: Uint8Array, ip: Ipv6Header): boolean {
  const pseudo = sumWords(bytes, ip.source, ip.source + 32, ip.end - ip.payload + NEXT_ICMPV6);
  return sumWords(bytes, ip.payload, ip.end, pseudo) === 0xffff;
}
