import type { Ipv6Header } from '../../packet/ipv6.ts';
import { NEXT_ICMPV6 } from '../../packet/ipv6.ts';
import { ICMPV6 } from './neighbours.ts';
import { PREFIX6 } from './network6.ts';

/**
 * Where guests may go through passt: global addresses and unique local ones of others. Not this host's loopback, by
 * none of its names: ::1, IPv4 addresses in IPv6 (RFC 4291, 2.5.5; a socket would take ::ffff:127.0.0.1), and what
 * passt takes for it, its gateway in our own network.
 */
export function allowsOut6(bytes: Uint8Array, { destination: at }: Ipv6Header): boolean {
  const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  if (first === 0 || first === 0xff) return false;
  if (first === 0xfe && second >= 0x80) return false;
  return !PREFIX6.subarray(0, 8).every((byte, index) => bytes[at + index] === byte);
}

/** passt speaks to neighbours as though it were the router; ours does. */
export function allowsIn6(bytes: Uint8Array, ip: Ipv6Header): boolean {
  const type = bytes[ip.payload] ?? 0;
  return ip.nextHeader !== NEXT_ICMPV6 || type < ICMPV6.routerSolicitation || type > ICMPV6.redirect;
}
