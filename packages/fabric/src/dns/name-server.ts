import type { DhcpLease } from '@umlaut/contracts/model';
import { write32 } from '../packet/big-endian.ts';
import { parseIpv4, type Ipv4Subnet } from '../packet/ipv4-address.ts';
import { RCODE, RECORD, dnsNameBytes, type DnsAnswer, type DnsQuestion } from './message-codec.ts';

/** What the names are made of, looked at when somebody asks. */
export interface NameSource {
  domain: string;
  subnet: Ipv4Subnet;
  /** Machines by name. */
  names: readonly { name: string; mac: string }[];
  leases: readonly DhcpLease[];
}

const QUERY = 0;
const INTERNET = 1;
const REVERSE = '.in-addr.arpa';

/**
 * Answers for the lab's own domain and its subnet; all else is refused at once, so that resolvers ask their
 * next server. Pure.
 */
export function answerQuestion(question: DnsQuestion, source: NameSource): DnsAnswer {
  if (question.opcode !== QUERY) return empty(RCODE.notImplemented);
  if (question.class !== INTERNET && question.class !== RECORD.any) return empty(RCODE.refused);
  if (question.name.endsWith(REVERSE)) return reverse(question, source);
  const { domain } = source;
  if (question.name === domain) return empty(RCODE.ok);
  const inDomain = question.name.endsWith(`.${domain}`);
  const label = inDomain ? question.name.slice(0, -domain.length - 1) : question.name;
  const addresses = label.includes('.') ? null : addressesOf(label, source);
  if (addresses === null) return empty(inDomain ? RCODE.noName : RCODE.refused);
  // No IPv6 here: an empty answer says that the name exists, RFC 4074.
  if (question.type !== RECORD.a && question.type !== RECORD.any) return empty(RCODE.ok);
  return {
    rcode: RCODE.ok,
    records: addresses.map((address) => ({ type: RECORD.a, data: bytesOf(address) })),
  };
}

/** Null: nobody is called so. A machine's name counts more than what a guest calls itself. */
function addressesOf(label: string, { names, leases }: NameSource): number[] | null {
  const machine = names.find(({ name }) => name.toLowerCase() === label);
  const holders =
    machine === undefined
      ? leases.filter(({ hostname }) => hostname === label).slice(0, 1)
      : leases.filter(({ mac }) => mac === machine.mac);
  if (machine === undefined && holders.length === 0) return null;
  return holders.flatMap(({ address }) => parseIpv4(address) ?? []);
}

function reverse(question: DnsQuestion, { subnet, names, leases, domain }: NameSource): DnsAnswer {
  const parts = question.name.slice(0, -REVERSE.length).split('.').toReversed();
  const address = parts.length === 4 ? parseIpv4(parts.join('.')) : null;
  if (address === null || address < subnet.network || address > subnet.broadcast) return empty(RCODE.refused);
  const lease = leases.find((each) => parseIpv4(each.address) === address);
  const name = names.find(({ mac }) => mac === lease?.mac)?.name.toLowerCase() ?? lease?.hostname ?? null;
  if (name === null) return empty(RCODE.noName);
  if (question.type !== RECORD.ptr && question.type !== RECORD.any) return empty(RCODE.ok);
  return { rcode: RCODE.ok, records: [{ type: RECORD.ptr, data: dnsNameBytes(`${name}.${domain}`) }] };
}

function empty(rcode: number): DnsAnswer {
  return { rcode, records: [] };
}

function bytesOf(address: number): Uint8Array {
  const bytes = new Uint8Array(4);
  write32(bytes, 0, address);
  return bytes;
}
