export type ProtocolTone = 'icmp' | 'tcp' | 'udp' | 'names' | 'link' | 'other';

const TONES: Readonly<Record<string, ProtocolTone>> = {
  ICMP: 'icmp',
  ICMPv6: 'icmp',
  TCP: 'tcp',
  UDP: 'udp',
  DNS: 'names',
  mDNS: 'names',
  DHCP: 'names',
  ARP: 'link',
  STP: 'link',
  LLDP: 'link',
  LLC: 'link',
};

/** Packets of one kind have one colour. */
export function protocolTone(protocol: string): ProtocolTone {
  return TONES[protocol] ?? 'other';
}
