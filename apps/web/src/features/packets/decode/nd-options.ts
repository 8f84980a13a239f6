import type { Decoding, Field } from './decoding.ts';
import { ipv6Text, macText, read32, read8 } from './frame-bytes.ts';

/** RFC 4861, 4.6; RFC 8106. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'Source link-layer address',
  2: 'Target link-layer address',
  3: 'Prefix',
  4: 'Redirected header',
  5: 'MTU',
  14: 'Nonce',
  24: 'Route',
  25: 'DNS servers',
  31: 'DNS search list',
};

/** Options of neighbour discovery in `bytes[at, end)`; an option's length counts eights of bytes. */
export function ndOptions(into: Decoding, at: number, end: number): Field[] {
  const fields: Field[] = [];
  for (let option = at; option + 2 <= end;) {
    const length = read8(into.bytes, option + 1) * 8;
    if (length === 0 || option + length > end) break;
    const type = read8(into.bytes, option);
    const value = optionText(into.bytes, { type, option, length });
    fields.push(into.field(NAMES[type] ?? `Option ${type}`, value, [option, length]));
    option += length;
  }
  return fields;
}

function optionText(
  bytes: Uint8Array,
  { type, option, length }: { type: number; option: number; length: number },
): string {
  if (type === 1 || type === 2) return macText(bytes, option + 2);
  if (type === 3 && length >= 32) return `${ipv6Text(bytes, option + 16)}/${read8(bytes, option + 2)}`;
  if (type === 5) return String(read32(bytes, option + 4));
  if (type === 25 && length >= 24) {
    return Array.from({ length: Math.floor((length - 8) / 16) }, (_, index) =>
      ipv6Text(bytes, option + 8 + index * 16),
    ).join(', ');
  }
  return `${length} bytes`;
}
