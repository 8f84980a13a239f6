import { readFileSync } from 'node:fs';

/**
 * The network behind an uplink: fd55:4d4c:6175:7400::/64, a unique local one (RFC 4193), the same on every host. Its
 * router has fe80::554d:4cff:fe00:1 there.
 */
export const PREFIX6 = Uint8Array.of(0xfd, 0x55, 0x4d, 0x4c, 0x61, 0x75, 0x74, 0, 0, 0, 0, 0, 0, 0, 0, 0);
export const GATEWAY6 = Uint8Array.of(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x55, 0x4d, 0x4c, 0xff, 0xfe, 0, 0, 1);
/** What passt believes: it takes its gateway for the host's loopback, so that is an address which nothing may reach. */
export const PASST_GATEWAY6 = 'fd55:4d4c:6175:7400::1';
export const PASST_STATION6 = 'fd55:4d4c:6175:7400::2';

const LOOPBACK = 'lo';

/**
 * Whether the host itself has a way to other networks by IPv6: passt offers none without, and a guest that was told
 * otherwise would wait for answers in vain. /proc/net/ipv6_route, proc_pid_net(5).
 */
export function hostHasIpv6(table = readRoutes()): boolean {
  return table.split('\n').some((line) => {
    const [destination, length, , , , , , , , device] = line.trim().split(/\s+/);
    return length === '00' && destination === '0'.repeat(32) && device !== LOOPBACK && device !== undefined;
  });
}

function readRoutes(): string {
  try {
    return readFileSync('/proc/net/ipv6_route', 'utf8');
  } catch {
    // A kernel without IPv6.
    return '';
  }
}
