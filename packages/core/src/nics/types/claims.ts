import { placeOf, type NicTransport } from '@umlaut/contracts/model';

/**
 * What of an interface only one running machine can have at a time, in words for people: a second one would get no
 * frames, or only fail inside its guest. Pure.
 */
export function claimsOf(transport: NicTransport): string[] {
  switch (transport.kind) {
    case 'tap':
      return transport.ifname === null ? [] : [`the tap ${transport.ifname} ${where(transport)}`];
    case 'gre': {
      const { src, dst, rx_key } = transport;
      return [`GRE from ${dst} to ${src}${rx_key === null ? '' : ` with key ${rx_key}`}`];
    }
    case 'l2tpv3': {
      const { udp, src, srcport, rx_session } = transport;
      return [udp ? `UDP port ${srcport} of ${src}` : `L2TPv3 session ${rx_session} of ${src}`];
    }
    case 'ucast':
      return [`UDP port ${transport.port} ${where(transport)}`];
    case 'fabric':
    case 'hybrid':
    case 'raw':
    case 'bess':
    case 'vde':
    case 'tuntap':
    case 'daemon':
    case 'mcast':
    case 'slirp':
    case 'vde-legacy':
      return [];
  }
}

function where(transport: NicTransport): string {
  return placeOf(transport) === 'host' ? 'of the host' : "of Umlaut's network namespace";
}
