import type { NicTransport, NicTransportKind } from './nic-transport.ts';

export const FABRIC: NicTransport = { kind: 'fabric' };

const LEGACY: ReadonlySet<string> = new Set(['tuntap', 'daemon', 'mcast', 'ucast', 'slirp', 'vde-legacy']);

/** `ethN` in the guest; all others are `vecN`. */
export function isLegacy(kind: NicTransportKind): boolean {
  return LEGACY.has(kind);
}

/** What the interface is plugged into: a node of the fabric, a kernel bridge, or only where its options say. */
export type NicMedium = 'fabric' | 'bridge' | 'own';

export function mediumOf(transport: NicTransport): NicMedium {
  switch (transport.kind) {
    case 'fabric':
      return 'fabric';
    case 'tap':
      return transport.place === 'namespace' ? 'bridge' : 'own';
    case 'hybrid':
    case 'tuntap':
      return 'bridge';
    case 'raw':
      return transport.ifname === null ? 'bridge' : 'own';
    case 'gre':
    case 'l2tpv3':
    case 'bess':
    case 'vde':
    case 'daemon':
    case 'mcast':
    case 'ucast':
    case 'slirp':
    case 'vde-legacy':
      return 'own';
  }
}

/**
 * Where UML has to run for it: in Umlaut's own network namespace, on the host's network, or either. A machine runs in
 * one place, so its interfaces agree.
 */
export type NicPlace = 'namespace' | 'host' | 'any';

export function placeOf(transport: NicTransport): NicPlace {
  switch (transport.kind) {
    case 'fabric':
    case 'slirp':
      return 'host';
    case 'tap':
      return transport.place;
    case 'hybrid':
    case 'raw':
    case 'gre':
    case 'tuntap':
    case 'mcast':
    case 'ucast':
      return 'namespace';
    case 'l2tpv3':
      return transport.udp ? 'host' : 'namespace';
    case 'daemon':
      // Frames go through abstract sockets, which each network has for itself (uml_switch(1), daemon_user.c).
      return transport.socket === null ? 'any' : 'host';
    case 'bess':
    case 'vde':
    case 'vde-legacy':
      return 'any';
  }
}
