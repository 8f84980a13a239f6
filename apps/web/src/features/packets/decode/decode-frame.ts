import { decodeArp } from './arp.ts';
import { Decoding } from './decoding.ts';
import { ETHERTYPES } from './ethertypes.ts';
import { hexNumber, macText, read16, read8 } from './frame-bytes.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';

const HEADER_BYTES = 14;
const TAG_BYTES = 4;
/** 802.1Q, 802.1ad, and what old switches wrote for the latter. */
const TAGS = new Set([0x8100, 0x88a8, 0x9100]);
/** IEEE 802.3: less is the length of an LLC frame. */
const FIRST_TYPE = 1536;

/** What a frame is. Any bytes will do; of a frame that was cut off it says what is there. Pure. */
export function decodeFrame(bytes: Uint8Array): Decoding {
  const into = new Decoding(bytes);
  if (bytes.length < HEADER_BYTES) {
    into.cutOff('Ethernet', 0);
    return into;
  }
  into.source = macText(bytes, 6);
  into.destination = macText(bytes, 0);
  const type = read16(bytes, 12);
  into.layer(
    { name: 'Ethernet', value: `${into.source} → ${into.destination}` },
    { start: 0, end: HEADER_BYTES },
    [
      into.field('Destination', into.destination, [0, 6]),
      into.field('Source', into.source, [6, 6]),
      into.field(type < FIRST_TYPE ? 'Length' : 'Type', typeText(type), [12, 2]),
    ],
  );
  const vlans = decodeTags(into, type);
  if (vlans.length > 0) into.info = `VLAN ${vlans.join(', ')}: ${into.info}`;
  return into;
}

/** Tags, if there are some, and what follows them. */
function decodeTags(into: Decoding, outer: number): number[] {
  const vlans: number[] = [];
  let [type, at] = [outer, HEADER_BYTES];
  while (TAGS.has(type)) {
    if (into.bytes.length - at < TAG_BYTES) {
      into.cutOff('802.1Q', at);
      return vlans;
    }
    const control = read16(into.bytes, at);
    const next = read16(into.bytes, at + 2);
    vlans.push(control & 4095);
    into.layer(
      { name: type === 0x8100 ? '802.1Q' : '802.1ad', value: `VLAN ${control & 4095}` },
      { start: at, end: at + TAG_BYTES },
      [
        into.field('Priority', control >>> 13, [at, 1]),
        into.field('Drop eligible', (control & 4096) === 0 ? 'no' : 'yes', [at, 1]),
        into.field('VLAN', control & 4095, [at, 2]),
        into.field('Type', typeText(next), [at + 2, 2]),
      ],
    );
    type = next;
    at += TAG_BYTES;
  }
  decodePayload(into, type, at);
  return vlans;
}

function decodePayload(into: Decoding, type: number, at: number): void {
  if (type === 0x0806) decodeArp(into, at);
  else if (type === 0x0800) decodeIpv4(into, at);
  else if (type === 0x86dd) decodeIpv6(into, at);
  else if (type >= FIRST_TYPE) {
    into.protocol = ETHERTYPES[type] ?? 'Ethernet';
    into.info = typeText(type);
    into.data(at, into.bytes.length, ETHERTYPES[type]);
  } else {
    // IEEE 802.1D: bridge protocol data units go over LLC with this address at both ends.
    const spanningTree = read8(into.bytes, at) === 0x42 && read8(into.bytes, at + 1) === 0x42;
    into.protocol = spanningTree ? 'STP' : 'LLC';
    into.info = spanningTree ? 'Spanning tree' : `${type} bytes`;
    into.data(at, into.bytes.length, into.protocol);
  }
}

function typeText(type: number): string {
  if (type < FIRST_TYPE) return String(type);
  const name = ETHERTYPES[type];
  return name === undefined ? hexNumber(type, 4) : `${name} (${hexNumber(type, 4)})`;
}
