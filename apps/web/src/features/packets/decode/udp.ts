import type { Decoding } from './decoding.ts';
import { decodeDhcp } from './dhcp.ts';
import { decodeDns } from './dns.ts';
import { endpoint, flowKey } from './flow-key.ts';
import { hexNumber, read16 } from './frame-bytes.ts';

/** RFC 768. */
const HEADER_BYTES = 8;

export function decodeUdp(into: Decoding, at: number, end: number): void {
  const { bytes } = into;
  if (end - at < HEADER_BYTES) return into.cutOff('UDP', at);
  into.protocol = 'UDP';
  const [from, to] = [read16(bytes, at), read16(bytes, at + 2)];
  const payload = { start: at + HEADER_BYTES, end };
  into.info = `${from} → ${to} Len=${end - payload.start}`;
  into.layer({ name: 'UDP', value: `${from} → ${to}` }, { start: at, end: payload.start }, [
    into.field('Source port', from, [at, 2]),
    into.field('Destination port', to, [at + 2, 2]),
    into.field('Length', read16(bytes, at + 4), [at + 4, 2]),
    into.field('Checksum', hexNumber(read16(bytes, at + 6), 4), [at + 6, 2]),
  ]);
  const [sender, receiver] = [endpoint(into.source, from), endpoint(into.destination, to)];
  const key = flowKey('UDP', sender, receiver);
  into.flow = { key, protocol: 'UDP', sender, receiver, payload, sequence: 0, syn: false };
  const known =
    ([from, to].some((port) => port === 67 || port === 68) && decodeDhcp(into, payload.start, end)) ||
    ([from, to].includes(53) && decodeDns(into, { ...payload, name: 'DNS' })) ||
    ([from, to].includes(5353) && decodeDns(into, { ...payload, name: 'mDNS' }));
  if (!known) into.data(payload.start, end);
}
