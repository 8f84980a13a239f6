/** IPv4 addresses are numbers from 0 to 2^32-1 inside, text outside. */

export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** Null when the text is no address: four numbers from 0 to 255. */
export function parseIpv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return null;
  let address = 0;
  for (const part of parts.slice(1)) {
    const byte = Number(part);
    if (byte > 255) return null;
    address = address * 256 + byte;
  }
  return address;
}

export interface Ipv4Subnet {
  /** Its lowest address, which is no station's. */
  network: number;
  mask: number;
  broadcast: number;
}

/** Of "10.0.0.0/24"; bits beyond the length are dropped. Null when it is none with room for stations. */
export function parseSubnet(text: string): Ipv4Subnet | null {
  const slash = text.indexOf('/');
  const address = parseIpv4(text.slice(0, slash));
  const length = Number(text.slice(slash + 1));
  if (slash < 0 || address === null || !Number.isInteger(length) || length < 1 || length > 30) return null;
  const mask = (0xffff_ffff << (32 - length)) >>> 0;
  const network = (address & mask) >>> 0;
  return { network, mask, broadcast: (network | ~mask) >>> 0 };
}
