/** Destination, source, type; IEEE 802.3 without the check sum, which UML's tunnels do not carry. */
export const ETHERNET_HEADER = 14;
export const TYPE_IPV4 = 0x0800;
export const TYPE_ARP = 0x0806;
/** IEEE 802.1Q; two bytes of it, then two with the VLAN. */
export const TYPE_VLAN = 0x8100;
export const VLAN_TAG = 4;

/** An address is two numbers of 24 bits each: small integers, that no comparison has to allocate. */
export function read24(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 16) | ((bytes[offset + 1] ?? 0) << 8) | (bytes[offset + 2] ?? 0);
}

export function read16(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

/** Of a group, broadcast included: the lowest bit of the first byte. */
export function isGroup(high: number): boolean {
  return (high & 0x01_00_00) !== 0;
}

/** "02:00:00:00:00:01" of its two halves. */
export function formatMac(high: number, low: number): string {
  const digits = high.toString(16).padStart(6, '0') + low.toString(16).padStart(6, '0');
  return digits.replace(/(..)(?=.)/g, '$1:');
}

/** The two halves of "02:00:00:00:00:01". */
export function parseMac(text: string): [high: number, low: number] {
  const digits = text.replaceAll(':', '');
  return [Number.parseInt(digits.slice(0, 6), 16), Number.parseInt(digits.slice(6), 16)];
}
