/** IANA's list of protocol numbers. */
export const IP_PROTOCOLS: Readonly<Record<number, string>> = {
  0: 'Hop-by-hop options',
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPv4 in IP',
  6: 'TCP',
  17: 'UDP',
  33: 'DCCP',
  41: 'IPv6 in IP',
  43: 'Routing header',
  44: 'Fragment header',
  46: 'RSVP',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  59: 'No next header',
  60: 'Destination options',
  88: 'EIGRP',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  115: 'L2TP',
  132: 'SCTP',
  136: 'UDP-Lite',
};

/** "TCP (6)" */
export function protocolText(protocol: number): string {
  const name = IP_PROTOCOLS[protocol];
  return name === undefined ? String(protocol) : `${name} (${protocol})`;
}
