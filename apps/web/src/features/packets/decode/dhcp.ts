import type { Decoding, Field } from './decoding.ts';
import { dhcpOptionName, dhcpOptionText, MESSAGE_TYPES } from './dhcp-options.ts';
import { hexNumber, ipv4Text, macText, plainText, read16, read32, read8 } from './frame-bytes.ts';

/** RFC 2131: the fields of BOOTP, then a magic cookie and options. */
const FIXED_BYTES = 240;
const COOKIE = 0x6382_5363;
const OPTION = { pad: 0, hostName: 12, requested: 50, messageType: 53, end: 255 } as const;

/** @returns false when it is no DHCP for Ethernet */
export function decodeDhcp(into: Decoding, at: number, end: number): boolean {
  const { bytes } = into;
  if (end - at < FIXED_BYTES || read32(bytes, at + 236) !== COOKIE) return false;
  into.protocol = 'DHCP';
  const mac = macText(bytes, at + 28);
  const found = options(into, at + FIXED_BYTES, end);
  into.info = infoText(into, at, found);
  const operation = read8(bytes, at);
  into.layer({ name: 'DHCP', value: into.info }, { start: at, end }, [
    into.field('Operation', operation === 1 ? 'Request (1)' : `Reply (${operation})`, [at, 1]),
    into.field('Transaction', hexNumber(read32(bytes, at + 4), 8), [at + 4, 4]),
    into.field('Seconds', read16(bytes, at + 8), [at + 8, 2]),
    into.field('Flags', (read16(bytes, at + 10) & 0x8000) === 0 ? 'unicast' : 'broadcast', [at + 10, 2]),
    into.field('Client address', ipv4Text(bytes, at + 12), [at + 12, 4]),
    into.field('Your address', ipv4Text(bytes, at + 16), [at + 16, 4]),
    into.field('Next server', ipv4Text(bytes, at + 20), [at + 20, 4]),
    into.field('Relay', ipv4Text(bytes, at + 24), [at + 24, 4]),
    into.field('Client hardware address', mac, [at + 28, 6]),
    ...found.map(({ field }) => field),
  ]);
  return true;
}

interface Option {
  code: number;
  at: number;
  length: number;
  field: Field;
}

function options(into: Decoding, from: number, end: number): Option[] {
  const { bytes } = into;
  const found: Option[] = [];
  for (let at = from; at < end;) {
    const code = read8(bytes, at);
    if (code === OPTION.end) break;
    if (code === OPTION.pad) {
      at += 1;
      continue;
    }
    const length = read8(bytes, at + 1);
    if (at + 2 + length > end) break;
    const value = dhcpOptionText(bytes, { code, at: at + 2, length });
    const field = into.field(dhcpOptionName(code), value, [at, 2 + length]);
    found.push({ code, at: at + 2, length, field });
    at += 2 + length;
  }
  return found;
}

function infoText({ bytes }: Decoding, at: number, found: readonly Option[]): string {
  const of = (code: number): Option | undefined => found.find((option) => option.code === code);
  const type = of(OPTION.messageType);
  const [name, requested] = [of(OPTION.hostName), of(OPTION.requested)];
  const address = [at + 16, at + 12].find((place) => read32(bytes, place) !== 0) ?? requested?.at;
  return [
    type === undefined ? 'BOOTP' : (MESSAGE_TYPES[read8(bytes, type.at)] ?? 'Unknown message'),
    ...(address === undefined ? [] : [ipv4Text(bytes, address)]),
    `for ${macText(bytes, at + 28)}`,
    ...(name === undefined ? [] : [`"${plainText(bytes, name.at, name.at + name.length)}"`]),
  ].join(' ');
}
