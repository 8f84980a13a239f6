import type { NicTransport } from './nic-transport.ts';

/** Runs wherever its machine runs, and leads into a switch that Umlaut runs. */
const OWN_SWITCH: NicTransport = { kind: 'daemon', socket: null };

/**
 * The same transport without what names a thing of one host or is a secret: files, sockets, interfaces, groups, cookies.
 * One that is nothing but the name of a socket becomes a plug of a switch that Umlaut runs. Pure.
 */
export function portableTransport(transport: NicTransport): NicTransport {
  const plain =
    'tuning' in transport
      ? { ...transport, tuning: { ...transport.tuning, bpffile: null } }
      : { ...transport };
  switch (plain.kind) {
    case 'tap':
      // Out of the host's network it could not be with interfaces that are there.
      return plain.place === 'host' ? { kind: 'fabric' } : { ...plain, ifname: null };
    case 'raw':
      return { ...plain, ifname: null };
    case 'l2tpv3':
      return { ...plain, rx_cookie: null, tx_cookie: null };
    case 'vde':
      return isPath(plain.vnl) ? OWN_SWITCH : { ...plain, group: null };
    case 'daemon':
    case 'bess':
    case 'vde-legacy':
      return OWN_SWITCH;
    case 'fabric':
    case 'hybrid':
    case 'gre':
    case 'tuntap':
    case 'mcast':
    case 'ucast':
    case 'slirp':
      return plain;
  }
}

/** "/run/vde.ctl", "vde:///run/vde.ctl" */
function isPath(locator: string): boolean {
  return /^([a-z]+:\/\/)?[/.]/.test(locator);
}

export function isPortable(transport: NicTransport): boolean {
  return JSON.stringify(portableTransport(transport)) === JSON.stringify(transport);
}
