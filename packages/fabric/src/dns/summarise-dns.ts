import { read16 } from '../packet/big-endian.ts';
import { readDnsName } from './message-codec.ts';

/** IANA's list of record types: those that one meets. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  65: 'HTTPS',
  255: 'ANY',
};
const RCODES: Readonly<Record<number, string>> = {
  1: 'malformed',
  2: 'server failure',
  3: 'no such name',
  4: 'not implemented',
  5: 'refused',
};

/** "Query A web.lab", "Response A web.lab, 1 answer"; null when it is no DNS. Looks at the first question only. */
export function summariseDns(bytes: Uint8Array, at: number, end: number): string | null {
  if (end - at < 12) return null;
  const flags = read16(bytes, at + 2);
  const questions = read16(bytes, at + 4);
  const kind = (flags & 0x8000) === 0 ? 'Query' : 'Response';
  const name = questions === 0 ? null : readDnsName(bytes, at + 12, end);
  const type = name === null ? 0 : read16(bytes, name.next);
  const about =
    name === null ? '' : ` ${TYPES[type] ?? `type ${type}`} ${name.text === '' ? '.' : name.text}`;
  if (kind === 'Query') return `${kind}${about}`;
  const problem = RCODES[flags & 15];
  const answers = read16(bytes, at + 6);
  return `${kind}${about}, ${problem ?? `${answers} ${answers === 1 ? 'answer' : 'answers'}`}`;
}
