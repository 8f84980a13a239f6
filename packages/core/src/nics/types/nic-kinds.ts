import {
  nicTransport,
  type NicTransport,
  type NicTransportKind,
  type NicType,
} from '@umlaut/contracts/model';

export interface NicKind extends Pick<NicType, 'label' | 'family' | 'description'> {
  kind: NicTransportKind;
  /** KernelCapability of a kernel that has it. */
  capability: string;
  /** One of each way to have it that needs something else of the host; only for what they need. */
  variants: readonly NicTransport[];
}

const ENDS = { src: '127.0.0.1', dst: '127.0.0.1' };
const TUNNEL = { kind: 'l2tpv3', ...ENDS, srcport: 1, dstport: 1, rx_session: 1, tx_session: 1 };

const variants = (...written: readonly object[]): NicTransport[] =>
  written.map((one) => nicTransport.parse(one));

/** In the order in which they are offered. */
export const NIC_KINDS: readonly NicKind[] = [
  {
    kind: 'fabric',
    label: 'Umlaut network',
    family: 'fabric',
    description: 'Into the network of a lab: switches, hubs and the Internet, with captures and impairments.',
    capability: 'net.vector.l2tpv3',
    variants: variants({ kind: 'fabric' }),
  },
  {
    kind: 'tap',
    label: 'tap',
    family: 'vector',
    description: "A tap device on a kernel bridge: fast, in Umlaut's own network namespace or on the host.",
    capability: 'net.vector.tap',
    variants: variants({ kind: 'tap' }, { kind: 'tap', place: 'host', ifname: 'tap0' }),
  },
  {
    kind: 'hybrid',
    label: 'hybrid',
    family: 'vector',
    description: 'Sends through a tap device and receives through a raw socket on it, several frames a call.',
    capability: 'net.vector.hybrid',
    variants: variants({ kind: 'hybrid' }),
  },
  {
    kind: 'raw',
    label: 'raw',
    family: 'vector',
    description: 'A raw socket on one end of a veth pair, whose other end is on a kernel bridge.',
    capability: 'net.vector.raw',
    variants: variants({ kind: 'raw' }),
  },
  {
    kind: 'gre',
    label: 'GRE',
    family: 'vector',
    description: 'Ethernet in GRE (IP protocol 47) to another machine, router or host.',
    capability: 'net.vector.gre',
    variants: variants({ kind: 'gre', ...ENDS }),
  },
  {
    kind: 'l2tpv3',
    label: 'L2TPv3',
    family: 'vector',
    description: 'An L2TPv3 tunnel over UDP or IP to another machine, router or host.',
    capability: 'net.vector.l2tpv3',
    variants: variants(TUNNEL, { ...TUNNEL, udp: false }),
  },
  {
    kind: 'bess',
    label: 'BESS',
    family: 'vector',
    description: 'A socket of the BESS software switch, or of any program that takes one frame a message.',
    capability: 'net.vector.bess',
    variants: variants({ kind: 'bess', dst: '/socket' }),
  },
  {
    kind: 'vde',
    label: 'VDE',
    family: 'vector',
    description: 'Any network of Virtual Distributed Ethernet, through vde_plug.',
    capability: 'net.vector.vde',
    variants: variants({ kind: 'vde', vnl: '/switch' }),
  },
  {
    kind: 'tuntap',
    label: 'tuntap',
    family: 'legacy',
    description: 'A tap device on a kernel bridge, by the old driver: one frame a call.',
    capability: 'net.legacy.tuntap',
    variants: variants({ kind: 'tuntap' }),
  },
  {
    kind: 'daemon',
    label: 'daemon (uml_switch)',
    family: 'legacy',
    description: 'A port of uml_switch, the switch in user space that older guides on UML describe.',
    capability: 'net.legacy.daemon',
    variants: variants({ kind: 'daemon' }, { kind: 'daemon', socket: '/switch' }),
  },
  {
    kind: 'mcast',
    label: 'mcast (multicast socket)',
    family: 'legacy',
    description: 'One segment with all machines that use the same multicast group and port.',
    capability: 'net.legacy.mcast',
    variants: variants({ kind: 'mcast' }),
  },
  {
    kind: 'ucast',
    label: 'ucast (UDP socket)',
    family: 'legacy',
    description: 'Bare frames in UDP to one other machine.',
    capability: 'net.legacy.ucast',
    variants: variants({ kind: 'ucast', remote: '127.0.0.1' }),
  },
  {
    kind: 'slirp',
    label: 'slirp',
    family: 'legacy',
    description: 'The Internet through the program slirp; an uplink of a lab does the same, faster.',
    capability: 'net.legacy.slirp',
    variants: variants({ kind: 'slirp' }),
  },
  {
    kind: 'vde-legacy',
    label: 'VDE (old driver)',
    family: 'legacy',
    description: 'A port of a vde_switch, by the driver that was built into kernels before Linux 6.12.',
    capability: 'net.legacy.vde',
    variants: variants({ kind: 'vde-legacy', socket: '/switch' }),
  },
];
