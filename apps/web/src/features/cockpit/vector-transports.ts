export interface VectorTransport {
  name: string;
  what: string;
  /** Of the host or its administrator. */
  needs: string;
  /** Options that it does not work without. */
  wanted: readonly string[];
  /** Those that only it has. */
  own: readonly string[];
}

/** arch/um/drivers/vector_transports.c, and the options that each of them reads. */
export const VECTOR_TRANSPORTS: readonly VectorTransport[] = [
  {
    name: 'tap',
    what: 'a tap device',
    needs: 'a tap of its own, or CAP_NET_ADMIN',
    wanted: ['ifname'],
    own: ['ifup'],
  },
  {
    name: 'hybrid',
    what: 'a tap device, read through a raw socket',
    needs: 'CAP_NET_ADMIN and CAP_NET_RAW',
    wanted: ['ifname'],
    own: ['ifup'],
  },
  { name: 'raw', what: 'an interface of the host', needs: 'CAP_NET_RAW', wanted: ['ifname'], own: ['ifup'] },
  {
    name: 'gre',
    what: 'a GRE tunnel',
    needs: 'CAP_NET_RAW',
    wanted: ['src', 'dst'],
    own: ['v6', 'rx_key', 'tx_key', 'sequence', 'pin_sequence'],
  },
  {
    name: 'l2tpv3',
    what: 'an L2TPv3 tunnel',
    needs: 'nothing with udp=1; both sessions, or the guest panics at ifup',
    wanted: ['udp', 'src', 'dst', 'srcport', 'dstport', 'rx_session', 'tx_session'],
    own: ['v6', 'rx_cookie', 'tx_cookie', 'cookie64', 'counter', 'pin_counter'],
  },
  {
    name: 'bess',
    what: 'a BESS switch',
    needs: 'a Unix socket of the switch',
    wanted: ['dst'],
    own: ['src'],
  },
  {
    name: 'fd',
    what: 'a descriptor',
    needs: 'a descriptor that UML was started with',
    wanted: ['fd'],
    own: [],
  },
  {
    name: 'vde',
    what: 'a VDE network',
    needs: 'Linux 6.12 or later, and vde_plug on the host',
    wanted: ['vnl'],
    own: ['descr', 'port', 'mode', 'group'],
  },
];

/** Those of every transport. */
const COMMON = ['depth', 'mac', 'mtu', 'headroom', 'gro', 'vec', 'bpffile', 'bpfflash'] as const;

/** What may stand before the equals sign, the transport's own first. */
export function vectorOptionNames(transport: string): string[] {
  const known = VECTOR_TRANSPORTS.find(({ name }) => name === transport);
  return [...(known?.wanted ?? []), ...(known?.own ?? []), ...COMMON];
}
