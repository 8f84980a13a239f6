import { read16, write16, write32 } from '../packet/big-endian.ts';

/** RFC 1035, 3.2.2 and 3.2.3; RFC 3596. */
export const RECORD = { a: 1, ptr: 12, aaaa: 28, any: 255 } as const;
/** RFC 1035, 4.1.1. */
export const RCODE = { ok: 0, malformed: 1, notImplemented: 4, noName: 3, refused: 5 } as const;

const HEADER_BYTES = 12;
const MAX_NAME = 255;
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const RECURSION_DESIRED = 0x0100;

export interface DnsQuestion {
  id: number;
  /** Of the header; 0 is a query. */
  opcode: number;
  recursionDesired: boolean;
  /** In lower case, without the last dot. */
  name: string;
  type: number;
  class: number;
  /** As they came, to be sent back with the letters' case untouched. */
  bytes: Uint8Array;
}

export interface DnsName {
  /** In lower case, without the last dot; bytes that are no plain ASCII appear as "?". */
  text: string;
  /** What follows it. */
  next: number;
}

/** A name without compression (RFC 1035, 4.1.4 has it in answers only). Null when it is none. */
export function readDnsName(bytes: Uint8Array, start: number, end: number): DnsName | null {
  const labels: string[] = [];
  let at = start;
  for (;;) {
    const length = at < end ? (bytes[at] ?? 64) : 64;
    if (length === 0) return { text: labels.join('.'), next: at + 1 };
    if (length > 63 || at + 1 + length > end || at + 1 + length - start >= MAX_NAME) return null;
    let label = '';
    for (const byte of bytes.subarray(at + 1, at + 1 + length)) {
      label += byte > 0x20 && byte < 0x7f && byte !== 0x2e ? String.fromCharCode(byte) : '?';
    }
    labels.push(label.toLowerCase());
    at += 1 + length;
  }
}

/** Null for what deserves no answer: too short, or an answer itself. One question is all that anybody asks. */
export function readDnsQuestion(bytes: Uint8Array, at: number, end: number): DnsQuestion | null {
  if (end - at < HEADER_BYTES) return null;
  const flags = read16(bytes, at + 2);
  if ((flags & RESPONSE) !== 0 || read16(bytes, at + 4) !== 1) return null;
  const name = readDnsName(bytes, at + HEADER_BYTES, end);
  if (name === null || name.next + 4 > end) return null;
  return {
    id: read16(bytes, at),
    opcode: (flags >>> 11) & 15,
    recursionDesired: (flags & RECURSION_DESIRED) !== 0,
    name: name.text,
    type: read16(bytes, name.next),
    class: read16(bytes, name.next + 2),
    bytes: bytes.slice(at + HEADER_BYTES, name.next + 4),
  };
}

export interface DnsAnswer {
  rcode: number;
  records: readonly { type: number; data: Uint8Array }[];
}

/** Few and short records: it always fits the 512 bytes that every resolver takes. */
export function writeDnsAnswer(question: DnsQuestion, answer: DnsAnswer, ttlSeconds: number): Uint8Array {
  const recordBytes = answer.records.reduce((sum, { data }) => sum + 12 + data.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + question.bytes.length + recordBytes);
  write16(bytes, 0, question.id);
  const authoritative = answer.rcode === RCODE.refused ? 0 : AUTHORITATIVE;
  const desired = question.recursionDesired ? RECURSION_DESIRED : 0;
  write16(bytes, 2, RESPONSE | (question.opcode << 11) | authoritative | desired | answer.rcode);
  write16(bytes, 4, 1);
  write16(bytes, 6, answer.records.length);
  bytes.set(question.bytes, HEADER_BYTES);
  let at = HEADER_BYTES + question.bytes.length;
  for (const { type, data } of answer.records) {
    // A pointer to the question's name.
    write16(bytes, at, 0xc000 | HEADER_BYTES);
    write16(bytes, at + 2, type);
    write16(bytes, at + 4, 1);
    write32(bytes, at + 6, ttlSeconds);
    write16(bytes, at + 10, data.length);
    bytes.set(data, at + 12);
    at += 12 + data.length;
  }
  return bytes;
}

/** "web.lab" as labels. Longer ones than DNS has do not come from leases or machine names. */
export function dnsNameBytes(name: string): Uint8Array {
  const bytes: number[] = [];
  for (const label of name.split('.')) {
    const text = new TextEncoder().encode(label).subarray(0, 63);
    bytes.push(text.length, ...text);
  }
  return Uint8Array.of(...bytes, 0);
}
