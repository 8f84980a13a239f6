import type { Decoding, Field } from './decoding.ts';
import { readDnsName } from './dns-name.ts';
import { DNS_TYPES, dnsDataText } from './dns-records.ts';
import { bitNames, hexNumber, read16, read32 } from './frame-bytes.ts';

/** RFC 1035, 4.1.1. */
const HEADER_BYTES = 12;
const CODES: Readonly<Record<number, string>> = {
  0: 'no error',
  1: 'malformed query',
  2: 'server failure',
  3: 'no such name',
  4: 'not implemented',
  5: 'refused',
};
const FLAGS = [
  'checking disabled',
  'authentic data',
  '',
  'recursion available',
  'recursion desired',
  'truncated',
];
/** More than these are not shown of one message. */
const MAX_RECORDS = 200;

interface DnsRecord {
  field: Field;
  short: string;
  end: number;
}

/** @returns false when it is no such message */
export function decodeDns(
  into: Decoding,
  { start, end, name }: { start: number; end: number; name: string },
): boolean {
  const { bytes } = into;
  if (end - start < HEADER_BYTES) return false;
  const flags = read16(bytes, start + 2);
  const isResponse = (flags & 0x8000) !== 0;
  const { fields, questions, answers } = records(into, start, end);
  const code = flags & 15;
  const codeText = CODES[code] ?? `code ${code}`;
  into.protocol = name;
  into.info = [
    isResponse ? 'Response' : 'Query',
    ...(isResponse && code !== 0 ? [codeText] : []),
    questions.join(', '),
    ...(answers.length === 0 ? [] : [`→ ${answers.join(', ')}`]),
  ]
    .filter((part) => part !== '')
    .join(' ');
  into.layer({ name, value: into.info }, { start, end }, [
    into.field('Transaction', hexNumber(read16(bytes, start), 4), [start, 2]),
    into.field('Kind', isResponse ? 'response' : 'query', [start + 2, 1]),
    into.field(
      'Flags',
      bitNames((flags >>> 4) & 63, FLAGS)
        .filter(Boolean)
        .join(', ') || 'none',
      [start + 2, 2],
    ),
    into.field('Code', codeText, [start + 3, 1]),
    ...['Questions', 'Answers', 'Authorities', 'Additional'].map((title, index) =>
      into.field(title, read16(bytes, start + 4 + index * 2), [start + 4 + index * 2, 2]),
    ),
    ...fields,
  ]);
  return true;
}

/** As far as they can be read. */
function records(
  into: Decoding,
  message: number,
  end: number,
): { fields: Field[]; questions: string[]; answers: string[] } {
  const found = { fields: [] as Field[], questions: [] as string[], answers: [] as string[] };
  let at = message + HEADER_BYTES;
  for (const [section, title] of ['Question', 'Answer', 'Authority', 'Additional'].entries()) {
    const count = read16(into.bytes, message + 4 + section * 2);
    for (let index = 0; index < count; index += 1) {
      const place = { message, at, end, title };
      const record =
        found.fields.length >= MAX_RECORDS
          ? null
          : section === 0
            ? question(into, place)
            : answer(into, place);
      if (record === null) return found;
      found.fields.push(record.field);
      if (section === 0) found.questions.push(record.short);
      if (section === 1) found.answers.push(record.short);
      at = record.end;
    }
  }
  return found;
}

interface Place {
  message: number;
  at: number;
  end: number;
  title: string;
}

function question(into: Decoding, place: Place): DnsRecord | null {
  const name = readDnsName(into.bytes, place);
  if (name === null || name.end + 4 > place.end) return null;
  const text = `${typeText(read16(into.bytes, name.end))} ${name.text}`;
  const end = name.end + 4;
  return { field: into.field(place.title, text, [place.at, end - place.at]), short: text, end };
}

function answer(into: Decoding, place: Place): DnsRecord | null {
  const { bytes } = into;
  const name = readDnsName(bytes, place);
  if (name === null || name.end + 10 > place.end) return null;
  const type = read16(bytes, name.end);
  const length = read16(bytes, name.end + 8);
  const at = name.end + 10;
  if (at + length > place.end) return null;
  const data = dnsDataText(bytes, { type, at, length, message: place.message });
  // EDNS uses the other fields of its record in ways of its own; RFC 6891.
  const life = type === 41 ? '' : `, ${read32(bytes, name.end + 4)} s`;
  const value = `${name.text} ${typeText(type)} ${data}${life}`;
  const end = at + length;
  return { field: into.field(place.title, value, [place.at, end - place.at]), short: data, end };
}

function typeText(type: number): string {
  return DNS_TYPES[type] ?? `type ${type}`;
}
