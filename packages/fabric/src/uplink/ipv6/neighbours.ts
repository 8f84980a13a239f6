import { write16, write32 } from '../../packet/big-endian.ts';
import { ETHERNET_BYTES } from '../../packet/ethernet.ts';
import { icmpv6Frame, isIntact, NEXT_ICMPV6, readIpv6, type Ipv6Envelope } from '../../packet/ipv6.ts';
import { macBytes, readMac } from '../../packet/mac-address.ts';
import { GATEWAY6, PREFIX6 } from './network6.ts';

/** RFC 4443 and RFC 4861. */
export const ICMPV6 = {
  echo: 128,
  echoReply: 129,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighbourSolicitation: 135,
  neighbourAdvertisement: 136,
  redirect: 137,
} as const;

const OPTION = { sourceMac: 1, targetMac: 2, prefix: 3 } as const;
const ROUTER_SECONDS = 1800;
const PREFIX_SECONDS = 7200;

/**
 * What a router says to its neighbours: where it is, which network this is, and that it lives. It answers questions
 * from `bytes[start, end)`, an untagged frame; null: there is nothing to say, and the frame goes on its way.
 */
export function answerNeighbour(
  bytes: Uint8Array,
  start: number,
  end: number,
  mac: string,
): Uint8Array | null {
  const ip = readIpv6(bytes, start + ETHERNET_BYTES, end);
  if (ip?.nextHeader !== NEXT_ICMPV6 || ip.end - ip.payload < 8 || !isIntact(bytes, ip)) return null;
  const type = bytes[ip.payload];
  const source = bytes.slice(ip.source, ip.source + 16);
  const to: Ipv6Envelope = {
    sourceMac: mac,
    destinationMac: readMac(bytes, start + 6),
    source: GATEWAY6,
    destination: isUnspecified(source) ? ALL_NODES : source,
  };
  if (type === ICMPV6.echo) {
    if (!isAt(bytes, ip.destination, GATEWAY6) || isUnspecified(source)) return null;
    const pong = bytes.slice(ip.payload, ip.end);
    pong[0] = ICMPV6.echoReply;
    return icmpv6Frame(to, pong);
  }
  // RFC 4861, 6.1.1 and 7.1.1: from this network only.
  if (ip.hopLimit !== 255) return null;
  if (type === ICMPV6.routerSolicitation) return icmpv6Frame(to, routerAdvertisement(mac));
  const asksForUs =
    type === ICMPV6.neighbourSolicitation &&
    ip.end - ip.payload >= 24 &&
    isAt(bytes, ip.payload + 8, GATEWAY6);
  return asksForUs ? icmpv6Frame(to, neighbourAdvertisement(mac, !isUnspecified(source))) : null;
}

/** Addresses by themselves (SLAAC), no DHCPv6; this router for all else. */
function routerAdvertisement(mac: string): Uint8Array {
  const message = new Uint8Array(56);
  message[0] = ICMPV6.routerAdvertisement;
  message[4] = 64;
  write16(message, 6, ROUTER_SECONDS);
  message.set([OPTION.sourceMac, 1, ...macBytes(mac)], 16);
  // On this link, and for addresses of one's own: RFC 4861, 4.6.2.
  message.set([OPTION.prefix, 4, 64, 0xc0], 24);
  write32(message, 28, PREFIX_SECONDS);
  write32(message, 32, PREFIX_SECONDS / 2);
  message.set(PREFIX6, 40);
  return message;
}

/** A router's, which overrides what was known; `solicited`: to the one that asked. */
function neighbourAdvertisement(mac: string, solicited: boolean): Uint8Array {
  const message = new Uint8Array(32);
  message[0] = ICMPV6.neighbourAdvertisement;
  message[4] = solicited ? 0xe0 : 0xa0;
  message.set(GATEWAY6, 8);
  message.set([OPTION.targetMac, 1, ...macBytes(mac)], 24);
  return message;
}

/** ff02::1 */
const ALL_NODES = Uint8Array.of(0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

function isUnspecified(address: Uint8Array): boolean {
  return address.every((byte) => byte === 0);
}

function isAt(bytes: Uint8Array, at: number, address: Uint8Array): boolean {
  return address.every((byte, index) => bytes[at + index] === byte);
}
