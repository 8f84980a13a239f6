import { placeOf, type NicTransport } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { SLIRP } from './options/legacy.ts';

/** Where Debian's package vde2 has it, and the plug-ins that it loads by name. */
const VDE_PLUG = '/usr/bin/vde_plug';

/** What UML opens or starts for its interfaces, which a sandbox must hold. */
export interface NicNeeds {
  /** Sockets of switches, and folders of sockets. */
  sockets: string[];
  programs: string[];
  /** Files that UML reads: filters. */
  files: string[];
  /** /dev/net/tun, for a tap of the host's. */
  hostTun: boolean;
  /** /dev/net/tun, for a tap of Umlaut's network namespace. */
  ownTun: boolean;
  /** CAP_NET_RAW over Umlaut's network namespace. */
  netRaw: boolean;
}

export function needsOf(nics: readonly LaunchNic[]): NicNeeds {
  const others = nics.flatMap((nic) => ('transport' in nic ? [nic] : []));
  const transports = others.map(({ transport }) => transport);
  const taps = transports.filter(opensTap);
  return {
    sockets: [...new Set(others.flatMap((nic) => socketOf(nic.transport, nic.socket)))],
    programs: [...new Set(transports.flatMap(programsOf))],
    files: [...new Set(transports.flatMap(filterOf))],
    hostTun: taps.some((tap) => placeOf(tap) === 'host'),
    ownTun: taps.some((tap) => placeOf(tap) === 'namespace'),
    netRaw: transports.some(opensRawSocket),
  };
}

function socketOf(transport: NicTransport, own: string | undefined): string[] {
  switch (transport.kind) {
    case 'daemon':
      return [transport.socket ?? own ?? ''].filter((path) => path !== '');
    case 'bess':
      return [transport.dst];
    case 'vde-legacy':
      return [transport.socket];
    case 'vde':
      return transport.vnl.startsWith('/') ? [transport.vnl] : [];
    case 'fabric':
    case 'tap':
    case 'hybrid':
    case 'raw':
    case 'gre':
    case 'l2tpv3':
    case 'tuntap':
    case 'mcast':
    case 'ucast':
    case 'slirp':
      return [];
  }
}

function filterOf(transport: NicTransport): string[] {
  const path = 'tuning' in transport ? (transport.tuning.bpffile ?? null) : null;
  return path === null ? [] : [path];
}

function programsOf({ kind }: NicTransport): string[] {
  if (kind === 'slirp') return [SLIRP];
  // The library in a kernel with the old driver starts it as well (libvdeplug 4).
  return kind === 'vde' || kind === 'vde-legacy' ? [VDE_PLUG] : [];
}

/** /dev/net/tun. */
export function opensTap({ kind }: NicTransport): boolean {
  return ['tap', 'hybrid', 'tuntap'].includes(kind);
}

function opensRawSocket(transport: NicTransport): boolean {
  return ['hybrid', 'raw', 'gre'].includes(transport.kind) || (transport.kind === 'l2tpv3' && !transport.udp);
}
