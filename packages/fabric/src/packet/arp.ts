import { read16, read32, write16, write32 } from './big-endian.ts';
import { ETHERNET_BYTES, ETHERTYPE, writeEthernet } from './ethernet.ts';
import { readMac, writeMac } from './mac-address.ts';

/** RFC 826, for IPv4 over Ethernet. */
export interface ArpMessage {
  operation: 'request' | 'reply';
  senderMac: string;
  senderAddress: number;
  targetMac: string;
  targetAddress: number;
}

const ARP_BYTES = 28;

/** Null when it is none of these: cut off, other address families, other operations. */
export function readArp(bytes: Uint8Array, at: number, end: number): ArpMessage | null {
  if (end - at < ARP_BYTES) return null;
  if (read16(bytes, at) !== 1 || read16(bytes, at + 2) !== ETHERTYPE.ipv4) return null;
  if (bytes[at + 4] !== 6 || bytes[at + 5] !== 4) return null;
  const operation = read16(bytes, at + 6);
  if (operation !== 1 && operation !== 2) return null;
  return {
    operation: operation === 1 ? 'request' : 'reply',
    senderMac: readMac(bytes, at + 8),
    senderAddress: read32(bytes, at + 14),
    targetMac: readMac(bytes, at + 18),
    targetAddress: read32(bytes, at + 24),
  };
}

/** A whole frame to `destination`. */
export function arpFrame(message: ArpMessage, destination: string): Uint8Array {
  const frame = new Uint8Array(ETHERNET_BYTES + ARP_BYTES);
  writeEthernet(frame, { destination, source: message.senderMac, type: ETHERTYPE.arp });
  write16(frame, 14, 1);
  write16(frame, 16, ETHERTYPE.ipv4);
  frame[18] = 6;
  frame[19] = 4;
  write16(frame, 20, message.operation === 'request' ? 1 : 2);
  writeMac(frame, 22, message.senderMac);
  write32(frame, 28, message.senderAddress);
  writeMac(frame, 32, message.targetMac);
  write32(frame, 38, message.targetAddress);
  return frame;
}
