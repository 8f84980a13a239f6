import { readDnsName } from './dns-name.ts';
import { ipv4Text, ipv6Text, plainText, read16, read8 } from './frame-bytes.ts';

/** IANA's list of DNS parameters. */
export const DNS_TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  41: 'OPT',
  43: 'DS',
  46: 'RRSIG',
  47: 'NSEC',
  48: 'DNSKEY',
  64: 'SVCB',
  65: 'HTTPS',
  255: 'ANY',
};
/** Whose data is a name, or begins with one. */
const NAMES = new Set([2, 5, 6, 12]);

/** What a record says, in `bytes[at, at + length)`. */
export function dnsDataText(
  bytes: Uint8Array,
  { type, at, length, message }: { type: number; at: number; length: number; message: number },
): string {
  const end = at + length;
  const nameAt = (place: number): string => readDnsName(bytes, { message, at: place, end })?.text ?? '?';
  if (type === 1 && length === 4) return ipv4Text(bytes, at);
  if (type === 28 && length === 16) return ipv6Text(bytes, at);
  if (NAMES.has(type)) return nameAt(at);
  if (type === 15 && length > 2) return `${read16(bytes, at)} ${nameAt(at + 2)}`;
  if (type === 33 && length > 6) return `${nameAt(at + 6)}:${read16(bytes, at + 4)}`;
  if (type === 16 && length > 0)
    return `"${plainText(bytes, at + 1, Math.min(end, at + 1 + read8(bytes, at)))}"`;
  return `${length} bytes`;
}
