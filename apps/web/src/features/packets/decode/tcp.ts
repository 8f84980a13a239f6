import type { Decoding, Field } from './decoding.ts';
import { endpoint, flowKey } from './flow-key.ts';
import { bitNames, hexNumber, read16, read32, read8 } from './frame-bytes.ts';

/** RFC 9293. */
const MIN_HEADER_BYTES = 20;
const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'];

export function decodeTcp(into: Decoding, at: number, end: number): void {
  const { bytes } = into;
  if (end - at < MIN_HEADER_BYTES) return into.cutOff('TCP', at);
  into.protocol = 'TCP';
  const [from, to] = [read16(bytes, at), read16(bytes, at + 2)];
  const sequence = read32(bytes, at + 4);
  const header = Math.max(MIN_HEADER_BYTES, (read8(bytes, at + 12) >>> 4) * 4);
  const flags = bitNames(read8(bytes, at + 13), FLAGS);
  const start = Math.min(end, at + header);
  const acknowledged = flags.includes('ACK') ? ` Ack=${read32(bytes, at + 8)}` : '';
  const numbers = `Seq=${sequence}${acknowledged} Win=${read16(bytes, at + 14)} Len=${end - start}`;
  into.info = `${from} → ${to} [${flags.join(', ')}] ${numbers}`;
  into.layer({ name: 'TCP', value: `${from} → ${to} [${flags.join(', ')}]` }, { start: at, end: start }, [
    into.field('Source port', from, [at, 2]),
    into.field('Destination port', to, [at + 2, 2]),
    into.field('Sequence', sequence, [at + 4, 4]),
    into.field('Acknowledgement', read32(bytes, at + 8), [at + 8, 4]),
    into.field('Header bytes', header, [at + 12, 1]),
    into.field('Flags', flags.join(', ') || 'none', [at + 13, 1]),
    into.field('Window', read16(bytes, at + 14), [at + 14, 2]),
    into.field('Checksum', hexNumber(read16(bytes, at + 16), 4), [at + 16, 2]),
    into.field('Urgent pointer', read16(bytes, at + 18), [at + 18, 2]),
    ...options(into, at + MIN_HEADER_BYTES, start),
  ]);
  const syn = flags.includes('SYN');
  const [sender, receiver] = [endpoint(into.source, from), endpoint(into.destination, to)];
  into.flow = {
    key: flowKey('TCP', sender, receiver),
    protocol: 'TCP',
    sender,
    receiver,
    payload: { start, end },
    sequence: (sequence + (syn ? 1 : 0)) >>> 0,
    syn,
  };
  into.data(start, end);
}

/** RFC 9293, 3.2; RFC 7323, RFC 2018. */
function options(into: Decoding, at: number, end: number): Field[] {
  const { bytes } = into;
  const fields: Field[] = [];
  for (let option = at; option < end;) {
    const kind = read8(bytes, option);
    if (kind === 0) break;
    const length = kind === 1 ? 1 : read8(bytes, option + 1);
    if (length === 0 || (kind !== 1 && length < 2) || option + length > end) break;
    const place = [option, length] as const;
    if (kind === 2) fields.push(into.field('Maximum segment', read16(bytes, option + 2), place));
    else if (kind === 3) fields.push(into.field('Window scale', read8(bytes, option + 2), place));
    else if (kind === 4) fields.push(into.field('Selective acknowledgement', 'permitted', place));
    else if (kind === 5) fields.push(into.field('Selective acknowledgement', `${length} bytes`, place));
    else if (kind === 8) {
      const times = `${read32(bytes, option + 2)}, echo ${read32(bytes, option + 6)}`;
      fields.push(into.field('Timestamps', times, place));
    } else if (kind !== 1) fields.push(into.field(`Option ${kind}`, `${length} bytes`, place));
    option += length;
  }
  return fields;
}
