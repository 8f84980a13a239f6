import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchTunnel } from '@umlaut/contracts/monitor';
import { assertNicAddress } from './nic-address.ts';

const LOOPBACK = /^127(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
const COOKIE = /^[0-9a-f]{16}$/;
const MAX_SESSION = 0x7fff_ffff;

/**
 * `vecN:transport=l2tpv3,...`, on the command line and behind mconsole's `config`: an L2TPv3 tunnel over UDP to the
 * fabric. The kernel opens it when the guest brings the interface up, and panics there unless both sessions and both
 * cookies are given and sessions fit an int (build_l2tpv3_transport_data() in arch/um/drivers/vector_transports.c),
 * so all of them always are.
 * @param field where the NIC stands in the request, for a refusal
 * @throws UmlautError INVALID_INPUT, with `field`
 */
export function tunnelOption(nic: LaunchTunnel, field: string): string {
  const { number, mac, source, target } = nic;
  assertNicAddress(nic, field);
  assertAddress(source, `${field}.source`);
  assertAddress(target, `${field}.target`);
  assertSession(nic.rxSession, `${field}.rxSession`);
  assertSession(nic.txSession, `${field}.txSession`);
  const options = {
    transport: 'l2tpv3',
    udp: 1,
    src: source.address,
    srcport: source.port,
    dst: target.address,
    dstport: target.port,
    rx_session: `0x${nic.rxSession.toString(16)}`,
    tx_session: `0x${nic.txSession.toString(16)}`,
    cookie64: 1,
    rx_cookie: cookieValue(nic.rxCookie, `${field}.rxCookie`),
    tx_cookie: cookieValue(nic.txCookie, `${field}.txCookie`),
    mac,
  };
  const pairs = Object.entries(options).map(([key, value]) => `${key}=${value}`);
  return `vec${number}:${pairs.join(',')}`;
}

function assertAddress({ address, port }: LaunchTunnel['source'], field: string): void {
  if (LOOPBACK.test(address) && Number.isInteger(port) && port >= 1024 && port <= 65_535) return;
  throw new UmlautError('INVALID_INPUT', 'A tunnel ends at a port above 1023 of an address in 127.0.0.0/8', {
    field,
  });
}

function assertSession(session: number, field: string): void {
  if (Number.isInteger(session) && session >= 1 && session <= MAX_SESSION) return;
  throw new UmlautError('INVALID_INPUT', `A session is a number from 1 to ${MAX_SESSION}`, { field });
}

function cookieValue(cookie: string, field: string): string {
  if (COOKIE.test(cookie)) return `0x${cookie}`;
  throw new UmlautError('INVALID_INPUT', 'A cookie has 16 hexadecimal digits', { field });
}
