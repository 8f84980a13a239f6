import type { Decoding } from './decoding.ts';
import { flowKey } from './flow-key.ts';
import { hexNumber, ipv4Text, read16, read32, read8 } from './frame-bytes.ts';

/** RFC 792, RFC 1256. */
const TYPES: Readonly<Record<number, string>> = {
  0: 'Echo reply',
  3: 'Destination unreachable',
  4: 'Source quench',
  5: 'Redirect',
  8: 'Echo request',
  9: 'Router advertisement',
  10: 'Router solicitation',
  11: 'Time exceeded',
  12: 'Parameter problem',
  13: 'Timestamp request',
  14: 'Timestamp reply',
};
/** Of "Destination unreachable"; RFC 792, 1122, 1812. */
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'network',
  1: 'host',
  2: 'protocol',
  3: 'port',
  4: 'would have to be fragmented',
  9: 'network prohibited',
  10: 'host prohibited',
  13: 'prohibited by a filter',
};

export function decodeIcmp(into: Decoding, at: number, end: number): void {
  const { bytes } = into;
  if (end - at < 8) return into.cutOff('ICMP', at);
  into.protocol = 'ICMP';
  const [type, code] = [read8(bytes, at), read8(bytes, at + 1)];
  const name = TYPES[type] ?? `Type ${type}`;
  const reason = type === 3 ? UNREACHABLE[code] : undefined;
  into.info = reason === undefined ? name : `${name}: ${reason}`;
  const head = [
    into.field('Type', `${name} (${type})`, [at, 1]),
    into.field('Code', reason === undefined ? code : `${reason} (${code})`, [at + 1, 1]),
    into.field('Checksum', hexNumber(read16(bytes, at + 2), 4), [at + 2, 2]),
  ];
  if (type === 0 || type === 8) {
    const [id, sequence] = [read16(bytes, at + 4), read16(bytes, at + 6)];
    into.info = `${name}, id ${id}, seq ${sequence}`;
    head.push(into.field('Identifier', id, [at + 4, 2]), into.field('Sequence', sequence, [at + 6, 2]));
    const { source: sender, destination: receiver } = into;
    const key = `${flowKey('ICMP', sender, receiver)} ${id}`;
    const payload = { start: at + 8, end };
    into.flow = { key, protocol: 'ICMP', sender, receiver, payload, sequence, syn: false };
  } else if (type === 5) {
    head.push(into.field('Gateway', ipv4Text(bytes, at + 4), [at + 4, 4]));
    into.info = `${name} to ${ipv4Text(bytes, at + 4)}`;
  } else if (type === 3 && code === 4) {
    head.push(into.field('Next hop MTU', read16(bytes, at + 6), [at + 6, 2]));
    into.info = `${into.info} (MTU ${read16(bytes, at + 6)})`;
  } else head.push(into.field('Rest of the header', hexNumber(read32(bytes, at + 4), 8), [at + 4, 4]));
  into.layer({ name: 'ICMP', value: into.info }, { start: at, end: at + 8 }, head);
  into.data(at + 8, end);
}
