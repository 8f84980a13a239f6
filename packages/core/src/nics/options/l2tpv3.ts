import { UmlautError } from '@umlaut/contracts/errors';
import type { NicTransport } from '@umlaut/contracts/model';
import { assertFamily } from './address-family.ts';

type L2tpv3 = Extract<NicTransport, { kind: 'l2tpv3' }>;

const MAX_SESSION = 0x7fff_ffff;
const SHORT_COOKIE = /^0x[0-9a-f]{1,8}$/;

/**
 * build_l2tpv3_transport_data() in arch/um/drivers/vector_transports.c: without both sessions, with one that does not
 * fit an int, or with a cookie to receive and none to send, the guest panics when it brings the interface up.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function l2tpv3Options(
  tunnel: L2tpv3,
  field: string,
): Record<string, string | number | boolean | null> {
  assertFamily(tunnel, field);
  assertSession(tunnel.rx_session, `${field}.rx_session`);
  assertSession(tunnel.tx_session, `${field}.tx_session`);
  assertCookies(tunnel, field);
  const { udp, src, dst, srcport, dstport, v6, rx_session, tx_session } = tunnel;
  if (udp && (srcport === null || dstport === null)) {
    throw new UmlautError('INVALID_INPUT', 'Over UDP both ports are needed', {
      field: `${field}.${srcport === null ? 'srcport' : 'dstport'}`,
    });
  }
  return {
    // Always said: without it the kernel goes by memory that it did not clear. (So it does for a 0.)
    udp,
    src,
    srcport: udp ? srcport : null,
    dst,
    dstport: udp ? dstport : null,
    v6: v6 ? true : null,
    rx_session: `0x${rx_session.toString(16)}`,
    tx_session: `0x${tx_session.toString(16)}`,
    cookie64: tunnel.cookie64 ? true : null,
    rx_cookie: tunnel.rx_cookie,
    tx_cookie: tunnel.tx_cookie,
    counter: tunnel.counter,
    pin_counter: tunnel.pin_counter,
  };
}

function assertSession(session: number, field: string): void {
  if (Number.isInteger(session) && session >= 1 && session <= MAX_SESSION) return;
  throw new UmlautError('INVALID_INPUT', `A session is a number from 1 to ${MAX_SESSION}`, {
    field,
    hint: 'With a greater one the guest panics.',
  });
}

function assertCookies({ rx_cookie, tx_cookie, cookie64 }: L2tpv3, field: string): void {
  if ((rx_cookie === null) !== (tx_cookie === null)) {
    throw new UmlautError('INVALID_INPUT', 'Give both cookies or none: with one of them the guest panics', {
      field: `${field}.${rx_cookie === null ? 'rx_cookie' : 'tx_cookie'}`,
    });
  }
  if (cookie64) return;
  for (const [name, cookie] of Object.entries({ rx_cookie, tx_cookie })) {
    if (cookie === null || SHORT_COOKIE.test(cookie)) continue;
    throw new UmlautError('INVALID_INPUT', 'A cookie of 32 bits has at most eight digits', {
      field: `${field}.${name}`,
      hint: 'Turn cookie64 on for a longer one.',
    });
  }
}
