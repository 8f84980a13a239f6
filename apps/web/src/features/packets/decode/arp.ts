import type { Decoding } from './decoding.ts';
import { hexNumber, ipv4Text, macText, read16, read32, read8 } from './frame-bytes.ts';

/** RFC 826, for IPv4 over Ethernet. */
const MESSAGE_BYTES = 28;
const OPERATIONS: Readonly<Record<number, string>> = { 1: 'Request', 2: 'Reply' };

export function decodeArp(into: Decoding, at: number): void {
  const { bytes } = into;
  if (bytes.length - at < 8) return into.cutOff('ARP', at);
  into.protocol = 'ARP';
  const operation = read16(bytes, at + 6);
  const head = [
    into.field('Hardware', read16(bytes, at) === 1 ? 'Ethernet (1)' : read16(bytes, at), [at, 2]),
    into.field('Protocol', hexNumber(read16(bytes, at + 2), 4), [at + 2, 2]),
    into.field('Hardware address bytes', read8(bytes, at + 4), [at + 4, 1]),
    into.field('Protocol address bytes', read8(bytes, at + 5), [at + 5, 1]),
    into.field('Operation', `${OPERATIONS[operation] ?? 'Other'} (${operation})`, [at + 6, 2]),
  ];
  const usual = read32(bytes, at) === 0x0001_0800 && read16(bytes, at + 4) === 0x0604;
  if (!usual || bytes.length - at < MESSAGE_BYTES) {
    into.info = usual ? 'Cut off' : 'Not for IPv4 over Ethernet';
    into.layer({ name: 'ARP', value: into.info }, { start: at, end: bytes.length }, head);
    return;
  }
  const [mac, sender, target] = [macText(bytes, at + 8), ipv4Text(bytes, at + 14), ipv4Text(bytes, at + 24)];
  into.info =
    operation === 2
      ? `${sender} is at ${mac}`
      : sender === target
        ? `${sender} announces itself`
        : `Who has ${target}? Tell ${sender}`;
  into.layer({ name: 'ARP', value: into.info }, { start: at, end: at + MESSAGE_BYTES }, [
    ...head,
    into.field('Sender hardware address', mac, [at + 8, 6]),
    into.field('Sender address', sender, [at + 14, 4]),
    into.field('Target hardware address', macText(bytes, at + 18), [at + 18, 6]),
    into.field('Target address', target, [at + 24, 4]),
  ]);
  into.data(at + MESSAGE_BYTES, bytes.length, 'Padding');
}
