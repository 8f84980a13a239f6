import type { Decoding } from './decoding.ts';
import { hexNumber, ipv6Text, read16, read32, read8 } from './frame-bytes.ts';
import { protocolText } from './ip-protocols.ts';
import { decodeTransport } from './transport.ts';

/** RFC 8200. */
const HEADER_BYTES = 40;
/** Headers before the transport's that say their own length: hop-by-hop, routing, destination options. */
const EXTENSIONS = new Set([0, 43, 60]);
const FRAGMENT = 44;

export function decodeIpv6(into: Decoding, at: number): void {
  const { bytes } = into;
  if (bytes.length - at < HEADER_BYTES) return into.cutOff('IPv6', at);
  const first = read32(bytes, at);
  const length = read16(bytes, at + 4);
  into.protocol = 'IPv6';
  into.source = ipv6Text(bytes, at + 8);
  into.destination = ipv6Text(bytes, at + 24);
  into.layer(
    { name: 'IPv6', value: `${into.source} → ${into.destination}` },
    { start: at, end: at + HEADER_BYTES },
    [
      into.field('Version', first >>> 28, [at, 1]),
      into.field('Traffic class', (first >>> 20) & 255, [at, 2]),
      into.field('Flow label', hexNumber(first & 0xf_ffff, 5), [at + 1, 3]),
      into.field('Payload length', length, [at + 4, 2]),
      into.field('Next header', protocolText(read8(bytes, at + 6)), [at + 6, 1]),
      into.field('Hop limit', read8(bytes, at + 7), [at + 7, 1]),
      into.field('Source', into.source, [at + 8, 16]),
      into.field('Destination', into.destination, [at + 24, 16]),
    ],
  );
  if (first >>> 28 !== 6) {
    into.info = 'Bad header';
    return;
  }
  const end = into.clip(length === 0 ? bytes.length : at + HEADER_BYTES + length);
  decodeAfterExtensions(into, { at: at + HEADER_BYTES, end, protocol: read8(bytes, at + 6) });
  into.data(end, bytes.length, 'Padding');
}

function decodeAfterExtensions(into: Decoding, from: { at: number; end: number; protocol: number }): void {
  const { bytes } = into;
  let { at, protocol } = from;
  // Each header takes 8 bytes at least, so this ends.
  while (EXTENSIONS.has(protocol) || protocol === FRAGMENT) {
    if (from.end - at < 8) return into.cutOff('IPv6', at);
    const size = protocol === FRAGMENT ? 8 : 8 + read8(bytes, at + 1) * 8;
    into.layer({ name: protocolText(protocol), value: `${size} bytes` }, { start: at, end: at + size }, [
      into.field('Next header', protocolText(read8(bytes, at)), [at, 1]),
      ...(protocol === FRAGMENT
        ? [into.field('Fragment offset', read16(bytes, at + 2) & 0xfff8, [at + 2, 2])]
        : [into.field('Length', size, [at + 1, 1])]),
    ]);
    const later = protocol === FRAGMENT && (read16(bytes, at + 2) & 0xfff8) !== 0;
    protocol = read8(bytes, at);
    at += size;
    if (later) {
      into.info = `Fragment of ${protocolText(protocol)}`;
      return into.data(at, from.end, 'Fragment');
    }
  }
  decodeTransport(into, { at: Math.min(at, from.end), end: from.end, protocol });
}
