import { plainText, read16, read8 } from './frame-bytes.ts';

/** RFC 1035, 2.3.4. */
const MAX_NAME_BYTES = 255;

export interface DnsName {
  text: string;
  /** What follows the name where it was read, not where it points to. */
  end: number;
}

/** A name in `bytes[message, end)`; RFC 1035, 4.1.4. Null when it is no name. */
export function readDnsName(
  bytes: Uint8Array,
  place: { message: number; at: number; end: number },
): DnsName | null {
  const labels: string[] = [];
  let { at } = place;
  let after: number | null = null;
  let length = 0;
  while (at < place.end) {
    const size = read8(bytes, at);
    if (size === 0) return { text: labels.join('.') || '.', end: after ?? at + 1 };
    if (size >= 0xc0) {
      // Pointers lead back, and what labels may lead forward is limited, so this ends.
      const target = place.message + (read16(bytes, at) & 0x3fff);
      if (at + 2 > place.end || target >= at) return null;
      after ??= at + 2;
      at = target;
    } else {
      length += size + 1;
      if (size > 63 || length > MAX_NAME_BYTES || at + 1 + size > place.end) return null;
      labels.push(plainText(bytes, at + 1, at + 1 + size));
      at += 1 + size;
    }
  }
  return null;
}
