import { read16, read32, write16, write32 } from '../packet/big-endian.ts';
import { readMac, writeMac } from '../packet/mac-address.ts';

/** RFC 2132, 9.6. */
const DHCP_TYPES = ['discover', 'offer', 'request', 'decline', 'ack', 'nak', 'release', 'inform'] as const;
export type DhcpType = (typeof DHCP_TYPES)[number];

/** RFC 2132. */
export const OPTION = {
  subnetMask: 1,
  router: 3,
  dnsServers: 6,
  hostname: 12,
  domain: 15,
  requestedAddress: 50,
  leaseSeconds: 51,
  type: 53,
  serverAddress: 54,
  renewalSeconds: 58,
  rebindingSeconds: 59,
} as const;

/** RFC 2131, 2: what the two sides use of it. */
export interface DhcpMessage {
  type: DhcpType;
  fromClient: boolean;
  transaction: number;
  broadcast: boolean;
  clientAddress: number;
  yourAddress: number;
  relayAddress: number;
  mac: string;
  options: ReadonlyMap<number, Uint8Array>;
}

const OPTIONS_AT = 240;
const COOKIE = 0x6382_5363;
/** Older clients take no shorter message: RFC 1542, 2.1. */
const MIN_BYTES = 300;
const PAD = 0;
const END = 255;

/** Null when it is no DHCP over Ethernet. Options that appear twice are put together, RFC 3396. */
export function readDhcp(bytes: Uint8Array, at: number, end: number): DhcpMessage | null {
  if (end - at < OPTIONS_AT || read32(bytes, at + 236) !== COOKIE) return null;
  const operation = bytes[at];
  if ((operation !== 1 && operation !== 2) || bytes[at + 1] !== 1 || bytes[at + 2] !== 6) return null;
  const options = readOptions(bytes, at + OPTIONS_AT, end);
  const typeBytes = options?.get(OPTION.type);
  if (options === null || typeBytes?.length !== 1) return null;
  const type = DHCP_TYPES[(typeBytes[0] ?? 0) - 1];
  if (type === undefined) return null;
  return {
    type,
    fromClient: operation === 1,
    transaction: read32(bytes, at + 4),
    broadcast: (read16(bytes, at + 10) & 0x8000) !== 0,
    clientAddress: read32(bytes, at + 12),
    yourAddress: read32(bytes, at + 16),
    relayAddress: read32(bytes, at + 24),
    mac: readMac(bytes, at + 28),
    options,
  };
}

function readOptions(bytes: Uint8Array, start: number, end: number): Map<number, Uint8Array> | null {
  const options = new Map<number, Uint8Array>();
  let at = start;
  while (at < end) {
    const code = bytes[at] ?? END;
    if (code === END) break;
    if (code === PAD) {
      at += 1;
      continue;
    }
    const length = bytes[at + 1];
    if (length === undefined || at + 2 + length > end) return null;
    const value = bytes.slice(at + 2, at + 2 + length);
    const before = options.get(code);
    options.set(code, before === undefined ? value : Uint8Array.of(...before, ...value));
    at += 2 + length;
  }
  return options;
}

/** The UDP payload. Options with more than 255 bytes do not occur here. */
export function writeDhcp(message: DhcpMessage): Uint8Array {
  const options = [...message.options].filter(([code]) => code !== OPTION.type);
  const optionBytes = options.reduce((sum, [, value]) => sum + 2 + value.length, 4);
  const bytes = new Uint8Array(Math.max(MIN_BYTES, OPTIONS_AT + optionBytes));
  bytes.set([message.fromClient ? 1 : 2, 1, 6]);
  write32(bytes, 4, message.transaction);
  write16(bytes, 10, message.broadcast ? 0x8000 : 0);
  write32(bytes, 12, message.clientAddress);
  write32(bytes, 16, message.yourAddress);
  write32(bytes, 24, message.relayAddress);
  writeMac(bytes, 28, message.mac);
  write32(bytes, 236, COOKIE);
  bytes.set([OPTION.type, 1, DHCP_TYPES.indexOf(message.type) + 1], OPTIONS_AT);
  let at = OPTIONS_AT + 3;
  for (const [code, value] of options) {
    bytes.set([code, value.length], at);
    bytes.set(value, at + 2);
    at += 2 + value.length;
  }
  bytes[at] = END;
  return bytes;
}

/** The first address in an option; null when it is absent or too short. */
export function addressOption(message: DhcpMessage, code: number): number | null {
  const value = message.options.get(code);
  return value === undefined || value.length < 4 ? null : read32(value, 0);
}

/** Option 12 as a DNS label in lower case; null when it is absent or could not be one (RFC 1123, 2.1). */
export function hostnameOption(message: DhcpMessage): string | null {
  const value = message.options.get(OPTION.hostname);
  if (value === undefined || value.length > 255) return null;
  const [label = ''] = String.fromCharCode(...value)
    .toLowerCase()
    .replace(/\0+$/, '')
    .split('.');
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label) ? label : null;
}
