import type { FabricForward } from '@umlaut/contracts/fabric';
import { PASST_GATEWAY6, PASST_STATION6 } from './ipv6/network6.ts';

/** The network behind an uplink: the same on every host, and told by DHCP. */
export const UPLINK_SUBNET = '10.0.2.0/24';
/** The router there. */
export const UPLINK_GATEWAY = '10.0.2.1';
/** The resolver there. passt takes the gateway's own address for the host's loopback before it looks for DNS. */
export const UPLINK_RESOLVER = '10.0.2.254';
/** Where passt sends what comes in before it has seen its station: the first that DHCP gives. */
const FIRST_STATION = '10.0.2.2';
const NETMASK = '255.255.255.0';

const IPV6 = `--no-ndp --no-ra --no-dhcpv6 --address ${PASST_STATION6} --gateway ${PASST_GATEWAY6}`;

export interface PasstSettings {
  /** The gateway's in the network. */
  mac: string;
  forwards: readonly FabricForward[];
  /** Whether the host has a way out by IPv6. */
  ipv6: boolean;
}

/**
 * For passt of March 2023 (Debian 12) and later; passt(1). Addresses of our own instead of the host's, so that guests
 * reach the host's other services like any neighbour and its loopback not at all (gate.ts); DHCP, ARP and pings of
 * the gateway are answered here, for several stations. No --dns: with it that version forwards no questions, without it
 * they go to the first resolver of the host's resolv.conf. Neighbours are answered here for IPv6, too (ipv6/).
 */
export function passtArguments({ mac, forwards, ipv6 }: PasstSettings): string[] {
  const network = `--address ${FIRST_STATION} --netmask ${NETMASK} --gateway ${UPLINK_GATEWAY} --mac-addr ${mac}`;
  return [
    ...`--foreground --fd 3 --no-dhcp --dns-forward ${UPLINK_RESOLVER} ${network} ${ipv6 ? IPV6 : '--ipv4-only'}`.split(
      ' ',
    ),
    ...forwards.flatMap(({ protocol, hostPort, guestPort }) => [
      protocol === 'tcp' ? '--tcp-ports' : '--udp-ports',
      `127.0.0.1/${hostPort}:${guestPort}`,
    ]),
  ];
}
