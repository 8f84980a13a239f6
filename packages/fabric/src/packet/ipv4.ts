import { read16, read32, write16, write32 } from './big-endian.ts';
import { checksum, sumWords } from './checksum.ts';
import { ETHERNET_BYTES, ETHERTYPE, writeEthernet } from './ethernet.ts';

export const IP_PROTOCOL = { icmp: 1, tcp: 6, udp: 17 } as const;

const IPV4_BYTES = 20;

export interface Ipv4Header {
  protocol: number;
  ttl: number;
  source: number;
  destination: number;
  /** Where the payload begins and ends: padding of short frames is left out. */
  payload: number;
  end: number;
  /** Not the first fragment: the payload has no header of its own. */
  laterFragment: boolean;
  moreFragments: boolean;
}

/** RFC 791. Null when it is cut off, no version 4, or its checksum is wrong. */
export function readIpv4(bytes: Uint8Array, at: number, end: number): Ipv4Header | null {
  if (end - at < IPV4_BYTES || (bytes[at] ?? 0) >>> 4 !== 4) return null;
  const headerBytes = ((bytes[at] ?? 0) & 15) * 4;
  const totalBytes = read16(bytes, at + 2);
  if (headerBytes < IPV4_BYTES || totalBytes < headerBytes || at + totalBytes > end) return null;
  if (sumWords(bytes, at, at + headerBytes) !== 0xffff) return null;
  const fragment = read16(bytes, at + 6);
  return {
    protocol: bytes[at + 9] ?? 0,
    ttl: bytes[at + 8] ?? 0,
    source: read32(bytes, at + 12),
    destination: read32(bytes, at + 16),
    payload: at + headerBytes,
    end: at + totalBytes,
    laterFragment: (fragment & 0x1fff) !== 0,
    moreFragments: (fragment & 0x2000) !== 0,
  };
}

export interface Ipv4Envelope {
  sourceMac: string;
  destinationMac: string;
  source: number;
  destination: number;
}

/** A frame with both headers, whose payload of so many bytes is still to be written at PAYLOAD. */
export function ipv4Frame(envelope: Ipv4Envelope, protocol: number, payloadBytes: number): Uint8Array {
  const frame = new Uint8Array(ETHERNET_BYTES + IPV4_BYTES + payloadBytes);
  const { sourceMac: source, destinationMac: destination } = envelope;
  writeEthernet(frame, { destination, source, type: ETHERTYPE.ipv4 });
  const at = ETHERNET_BYTES;
  frame[at] = 0x45;
  write16(frame, at + 2, IPV4_BYTES + payloadBytes);
  // "Don't fragment", so that the identification may stay 0: RFC 6864.
  write16(frame, at + 6, 0x4000);
  frame[at + 8] = 64;
  frame[at + 9] = protocol;
  write32(frame, at + 12, envelope.source);
  write32(frame, at + 16, envelope.destination);
  write16(frame, at + 10, checksum(frame, at, at + IPV4_BYTES));
  return frame;
}

/** Where the payload of `ipv4Frame` begins. */
export const PAYLOAD = ETHERNET_BYTES + IPV4_BYTES;
