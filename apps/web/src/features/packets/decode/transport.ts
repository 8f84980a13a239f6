import type { Decoding } from './decoding.ts';
import { decodeIcmp } from './icmp.ts';
import { decodeIcmpv6 } from './icmpv6.ts';
import { IP_PROTOCOLS, protocolText } from './ip-protocols.ts';
import { decodeTcp } from './tcp.ts';
import { decodeUdp } from './udp.ts';

/** What IP carries, in `bytes[at, end)`, which never reaches beyond the frame. */
export interface Transport {
  at: number;
  end: number;
  protocol: number;
}

export function decodeTransport(into: Decoding, { at, end, protocol }: Transport): void {
  if (protocol === 1) decodeIcmp(into, at, end);
  else if (protocol === 6) decodeTcp(into, at, end);
  else if (protocol === 17) decodeUdp(into, at, end);
  else if (protocol === 58) decodeIcmpv6(into, at, end);
  else {
    into.protocol = IP_PROTOCOLS[protocol] ?? 'IP';
    into.info = IP_PROTOCOLS[protocol] ?? `Protocol ${protocol}`;
    into.data(at, end, protocolText(protocol));
  }
}
