import type { Decoding, Field } from './decoding.ts';
import { flowKey } from './flow-key.ts';
import { bitNames, hexNumber, ipv6Text, read16, read32, read8 } from './frame-bytes.ts';
import { ndOptions } from './nd-options.ts';

/** RFC 4443, RFC 4861, RFC 2710, RFC 3810. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'Destination unreachable',
  2: 'Packet too big',
  3: 'Time exceeded',
  4: 'Parameter problem',
  128: 'Echo request',
  129: 'Echo reply',
  130: 'Multicast listener query',
  131: 'Multicast listener report',
  132: 'Multicast listener done',
  133: 'Router solicitation',
  134: 'Router advertisement',
  135: 'Neighbour solicitation',
  136: 'Neighbour advertisement',
  137: 'Redirect',
  143: 'Multicast listener report',
};
/** Where the options of a message of neighbour discovery begin. */
const ND_OPTIONS_AT: Readonly<Record<number, number>> = { 133: 8, 134: 16, 135: 24, 136: 24, 137: 40 };

export function decodeIcmpv6(into: Decoding, at: number, end: number): void {
  const { bytes } = into;
  if (end - at < 8) return into.cutOff('ICMPv6', at);
  into.protocol = 'ICMPv6';
  const [type, code] = [read8(bytes, at), read8(bytes, at + 1)];
  const name = TYPES[type] ?? `Type ${type}`;
  into.info = name;
  const head = [
    into.field('Type', `${name} (${type})`, [at, 1]),
    into.field('Code', code, [at + 1, 1]),
    into.field('Checksum', hexNumber(read16(bytes, at + 2), 4), [at + 2, 2]),
  ];
  const options = Math.min(at + (ND_OPTIONS_AT[type] ?? 8), end);
  head.push(...body(into, { type, at, end }));
  if (ND_OPTIONS_AT[type] !== undefined) head.push(...ndOptions(into, options, end));
  const whole = ND_OPTIONS_AT[type] === undefined ? options : end;
  into.layer({ name: 'ICMPv6', value: into.info }, { start: at, end: whole }, head);
  into.data(whole, end);
}

function body(into: Decoding, { type, at, end }: { type: number; at: number; end: number }): Field[] {
  const { bytes } = into;
  const name = into.info;
  if (type === 128 || type === 129) {
    const [id, sequence] = [read16(bytes, at + 4), read16(bytes, at + 6)];
    into.info = `${name}, id ${id}, seq ${sequence}`;
    const { source: sender, destination: receiver } = into;
    const key = `${flowKey('ICMPv6', sender, receiver)} ${id}`;
    const payload = { start: at + 8, end };
    into.flow = { key, protocol: 'ICMPv6', sender, receiver, payload, sequence, syn: false };
    return [into.field('Identifier', id, [at + 4, 2]), into.field('Sequence', sequence, [at + 6, 2])];
  }
  if (type === 2) {
    into.info = `${name} (MTU ${read32(bytes, at + 4)})`;
    return [into.field('MTU', read32(bytes, at + 4), [at + 4, 4])];
  }
  if (type === 134 && end - at >= 16) {
    return [
      into.field('Hop limit', read8(bytes, at + 4), [at + 4, 1]),
      into.field('Flags', bitNames(read8(bytes, at + 5) >>> 6, ['other', 'managed']).join(', ') || 'none', [
        at + 5,
        1,
      ]),
      into.field('Router lifetime', `${read16(bytes, at + 6)} s`, [at + 6, 2]),
      into.field('Reachable time', `${read32(bytes, at + 8)} ms`, [at + 8, 4]),
      into.field('Retransmit timer', `${read32(bytes, at + 12)} ms`, [at + 12, 4]),
    ];
  }
  if ((type === 135 || type === 136) && end - at >= 24) {
    const target = ipv6Text(bytes, at + 8);
    into.info = type === 135 ? `${name} for ${target}` : `${name} of ${target}`;
    const flags = bitNames(read8(bytes, at + 4) >>> 5, ['override', 'solicited', 'router']).join(', ');
    return [
      ...(type === 136 ? [into.field('Flags', flags || 'none', [at + 4, 1])] : []),
      into.field('Target', target, [at + 8, 16]),
    ];
  }
  return [];
}
