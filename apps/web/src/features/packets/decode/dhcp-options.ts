import { ipv4Text, macText, plainText, read16, read32, read8 } from './frame-bytes.ts';

/** RFC 2132, 9.6. */
export const MESSAGE_TYPES: Readonly<Record<number, string>> = {
  1: 'Discover',
  2: 'Offer',
  3: 'Request',
  4: 'Decline',
  5: 'Ack',
  6: 'Nak',
  7: 'Release',
  8: 'Inform',
};

type Kind = 'addresses' | 'text' | 'seconds' | 'number' | 'messageType' | 'codes' | 'client' | 'bytes';

/** RFC 2132, RFC 3442, RFC 3397. */
const OPTIONS: Readonly<Record<number, readonly [name: string, kind: Kind]>> = {
  1: ['Subnet mask', 'addresses'],
  3: ['Routers', 'addresses'],
  6: ['DNS servers', 'addresses'],
  12: ['Host name', 'text'],
  15: ['Domain', 'text'],
  26: ['MTU', 'number'],
  28: ['Broadcast address', 'addresses'],
  42: ['NTP servers', 'addresses'],
  50: ['Requested address', 'addresses'],
  51: ['Lease time', 'seconds'],
  53: ['Message type', 'messageType'],
  54: ['Server', 'addresses'],
  55: ['Wanted options', 'codes'],
  56: ['Message', 'text'],
  57: ['Longest message', 'number'],
  58: ['Renewal time', 'seconds'],
  59: ['Rebinding time', 'seconds'],
  60: ['Vendor class', 'text'],
  61: ['Client identifier', 'client'],
  66: ['TFTP server', 'text'],
  67: ['Boot file', 'text'],
  81: ['Client name', 'bytes'],
  119: ['DNS search list', 'bytes'],
  121: ['Classless routes', 'bytes'],
};

export function dhcpOptionName(code: number): string {
  return OPTIONS[code]?.[0] ?? `Option ${code}`;
}

export function dhcpOptionText(
  bytes: Uint8Array,
  { code, at, length }: { code: number; at: number; length: number },
): string {
  const fallback = `${length} bytes`;
  switch (OPTIONS[code]?.[1] ?? 'bytes') {
    case 'addresses':
      return length >= 4
        ? list(Math.floor(length / 4), (index) => ipv4Text(bytes, at + index * 4))
        : fallback;
    case 'text':
      return plainText(bytes, at, at + length);
    case 'seconds':
      return length === 4 ? `${read32(bytes, at)} s` : fallback;
    case 'number':
      return length === 2 ? String(read16(bytes, at)) : fallback;
    case 'messageType':
      return MESSAGE_TYPES[read8(bytes, at)] ?? String(read8(bytes, at));
    case 'codes':
      return list(length, (index) => dhcpOptionName(read8(bytes, at + index)));
    case 'client':
      return length === 7 && read8(bytes, at) === 1 ? macText(bytes, at + 1) : fallback;
    case 'bytes':
      return fallback;
  }
}

function list(length: number, text: (index: number) => string): string {
  return Array.from({ length }, (_, index) => text(index)).join(', ');
}
