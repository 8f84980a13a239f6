import {
  findPlaceRival,
  usualTuning,
  nicDeviceOf,
  mediumOf,
  placeOf,
  type NicConfig,
  type NicTransport,
  type NicTransportKind,
  type VectorTuning,
} from '@umlaut/contracts/model';

/** What people call each kind of interface, where there is little room. */
export const NIC_KIND_LABELS: Readonly<Record<NicTransportKind, string>> = {
  fabric: 'Umlaut network',
  tap: 'tap',
  hybrid: 'hybrid',
  raw: 'raw',
  gre: 'GRE',
  l2tpv3: 'L2TPv3',
  bess: 'BESS',
  vde: 'VDE',
  tuntap: 'tuntap',
  daemon: 'daemon',
  mcast: 'mcast',
  ucast: 'ucast',
  slirp: 'slirp',
  'vde-legacy': 'VDE (old driver)',
};

/** Where its frames go and what is not as usual, in a line; empty for Umlaut's own network. */
export function transportWords(transport: NicTransport): string {
  return [...waysOf(transport), ...('tuning' in transport ? tuningWords(transport) : [])].join(', ');
}

/** What is at the other end of an interface that no lab has anything to do with. */
export function ownTarget(transport: NicTransport): string | null {
  return mediumOf(transport) === 'own' ? (waysOf(transport)[0] ?? NIC_KIND_LABELS[transport.kind]) : null;
}

function waysOf(transport: NicTransport): string[] {
  switch (transport.kind) {
    case 'fabric':
      return [];
    case 'tap':
      return [
        transport.place === 'host' ? `${transport.ifname ?? 'no device'} of the host` : 'to a kernel bridge',
      ];
    case 'hybrid':
    case 'tuntap':
      return ['to a kernel bridge'];
    case 'raw':
      return [transport.ifname === null ? 'to a kernel bridge' : `on ${transport.ifname}`];
    case 'gre':
      return [
        `${transport.src} to ${transport.dst}`,
        ...(transport.rx_key === null ? [] : [`keys ${transport.rx_key}, ${transport.tx_key}`]),
        ...(transport.sequence ? ['numbered'] : []),
      ];
    case 'l2tpv3':
      return l2tpv3Words(transport);
    case 'bess':
      return [transport.dst];
    case 'vde':
      return [transport.vnl, ...portWords(transport.port)];
    case 'daemon':
      return [transport.socket ?? "Umlaut's uml_switch"];
    case 'mcast':
      return [`${transport.group} port ${transport.port}`, `TTL ${transport.ttl}`];
    case 'ucast':
      return [`${transport.remote} port ${transport.remotePort}`, `listens on ${transport.port}`];
    case 'slirp':
      return ['to the Internet'];
    case 'vde-legacy':
      return [transport.socket, ...portWords(transport.port)];
  }
}

function l2tpv3Words(tunnel: Extract<NicTransport, { kind: 'l2tpv3' }>): string[] {
  const port = (number: number | null): string => (tunnel.udp && number !== null ? ` port ${number}` : '');
  return [
    `${tunnel.udp ? 'UDP' : 'IP'} ${tunnel.src}${port(tunnel.srcport)} to ${tunnel.dst}${port(tunnel.dstport)}`,
    `sessions ${tunnel.rx_session}, ${tunnel.tx_session}`,
    ...(tunnel.rx_cookie === null ? [] : [`cookies of ${tunnel.cookie64 ? 64 : 32} bits`]),
    ...(tunnel.counter ? ['numbered'] : []),
  ];
}

function portWords(port: number | null): string[] {
  return port === null ? [] : [`port ${port}`];
}

function tuningWords({ kind, tuning }: { kind: NicTransportKind; tuning: VectorTuning }): string[] {
  const usual = usualTuning(kind);
  const numbers = (['depth', 'mtu', 'headroom', 'gro', 'vec', 'bpfflash'] as const)
    .filter((name) => tuning[name] !== usual[name])
    .map((name) => `${name} ${Number(tuning[name])}`);
  return tuning.bpffile === null ? numbers : [...numbers, `filter ${tuning.bpffile}`];
}

/** Why an interface cannot be beside the others of its machine, which runs in one network; null: it can. */
export function placeConflict(transport: NicTransport, others: readonly NicConfig[]): string | null {
  const against = findPlaceRival(transport, others);
  if (against === undefined) return null;
  const [own, theirs] = placeOf(transport) === 'host' ? [HOST, NAMESPACE] : [NAMESPACE, HOST];
  const kind = NIC_KIND_LABELS[against.transport.kind];
  return `This interface needs ${own}, and ${nicDeviceOf(against)} (${kind}) needs ${theirs}. A machine runs in one of them.`;
}

const HOST = "the host's network";
const NAMESPACE = "Umlaut's own network namespace";
