import { read16, write16 } from './big-endian.ts';
import { writeMac } from './mac-address.ts';

export const ETHERTYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  vlan: 0x8100,
  serviceVlan: 0x88a8,
  ipv6: 0x86dd,
} as const;

export const ETHERNET_BYTES = 14;

export interface EthernetHeader {
  /** Of the outermost tag, IEEE 802.1Q; null: untagged. */
  vlan: number | null;
  /** What follows the tags. Below 1536 it is a length, IEEE 802.3. */
  type: number;
  /** Where the payload begins. */
  payload: number;
}

/** Null when the frame is too short for its own header. At most two tags (IEEE 802.1ad) are looked through. */
export function readEthernet(bytes: Uint8Array, start: number, end: number): EthernetHeader | null {
  if (end - start < ETHERNET_BYTES) return null;
  let at = start + 12;
  let vlan: number | null = null;
  for (let tags = 0; tags < 2; tags += 1) {
    const type = read16(bytes, at);
    if (type !== ETHERTYPE.vlan && type !== ETHERTYPE.serviceVlan) break;
    if (end < at + 6) return null;
    vlan ??= read16(bytes, at + 2) & 0xfff;
    at += 4;
  }
  return { vlan, type: read16(bytes, at), payload: at + 2 };
}

/** Writes an untagged header. */
export function writeEthernet(
  frame: Uint8Array,
  { destination, source, type }: { destination: string; source: string; type: number },
): void {
  writeMac(frame, 0, destination);
  writeMac(frame, 6, source);
  write16(frame, 12, type);
}
