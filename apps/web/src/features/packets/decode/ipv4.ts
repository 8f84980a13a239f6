import type { Decoding } from './decoding.ts';
import { bitNames, hexNumber, ipv4Text, read16, read8 } from './frame-bytes.ts';
import { IP_PROTOCOLS, protocolText } from './ip-protocols.ts';
import { decodeTransport } from './transport.ts';

/** RFC 791. */
const MIN_HEADER_BYTES = 20;

export function decodeIpv4(into: Decoding, at: number): void {
  const { bytes } = into;
  if (bytes.length - at < MIN_HEADER_BYTES) return into.cutOff('IPv4', at);
  const header = (read8(bytes, at) & 15) * 4;
  const total = read16(bytes, at + 2);
  into.protocol = 'IPv4';
  into.source = ipv4Text(bytes, at + 12);
  into.destination = ipv4Text(bytes, at + 16);
  const fragment = read16(bytes, at + 6);
  const protocol = read8(bytes, at + 9);
  // Offloading hosts leave the length zero where a segment is longer than 16 bits say.
  const end = total === 0 ? bytes.length : at + total;
  into.layer(
    { name: 'IPv4', value: `${into.source} → ${into.destination}` },
    { start: at, end: at + Math.max(header, MIN_HEADER_BYTES) },
    [
      into.field('Version', read8(bytes, at) >>> 4, [at, 1]),
      into.field('Header bytes', header, [at, 1]),
      into.field('DSCP', read8(bytes, at + 1) >>> 2, [at + 1, 1]),
      into.field('ECN', read8(bytes, at + 1) & 3, [at + 1, 1]),
      into.field('Total length', total, [at + 2, 2]),
      into.field('Identification', hexNumber(read16(bytes, at + 4), 4), [at + 4, 2]),
      into.field(
        'Flags',
        bitNames(fragment >>> 13, ['more fragments', "don't fragment"]).join(', ') || 'none',
        [at + 6, 1],
      ),
      into.field('Fragment offset', (fragment & 8191) * 8, [at + 6, 2]),
      into.field('Time to live', read8(bytes, at + 8), [at + 8, 1]),
      into.field('Protocol', protocolText(protocol), [at + 9, 1]),
      into.field('Checksum', hexNumber(read16(bytes, at + 10), 4), [at + 10, 2]),
      into.field('Source', into.source, [at + 12, 4]),
      into.field('Destination', into.destination, [at + 16, 4]),
      ...(header > MIN_HEADER_BYTES
        ? [into.field('Options', `${header - MIN_HEADER_BYTES} bytes`, [at + 20, header - MIN_HEADER_BYTES])]
        : []),
    ],
  );
  const wrong = read8(bytes, at) >>> 4 !== 4 || header < MIN_HEADER_BYTES || end < at + header;
  if (wrong) {
    into.info = 'Bad header';
    return;
  }
  if ((fragment & 8191) !== 0) {
    into.info = `Fragment of ${IP_PROTOCOLS[protocol] ?? `protocol ${protocol}`} at ${(fragment & 8191) * 8}`;
    into.data(at + header, end, 'Fragment');
  } else {
    decodeTransport(into, { at: at + header, end: into.clip(end), protocol });
    if ((fragment & 0x2000) !== 0) into.info = `${into.info} (first fragment)`;
  }
  into.data(Math.max(end, at + header), bytes.length, 'Padding');
}
