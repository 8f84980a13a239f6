/**
 * The header of UML's L2TPv3 over UDP: version, session, cookie of 64 bits; no counter.
 * Source: arch/um/drivers/vector_transports.c, uml_l2tpv3_header and l2tpv3_verify_header.
 */
export const L2TPV3_HEADER = 16;
/** RFC 3931, 4.1.2.1: data of version 3. UML ignores what comes in here. */
const DATA_V3 = 0x00_03_00_00;

export type HeaderVerdict = 'good' | 'too-short' | 'wrong-session' | 'wrong-cookie';

/** A session and 16 hexadecimal digits of cookie, as words to compare with. */
export interface TunnelKey {
  session: number;
  cookieHigh: number;
  cookieLow: number;
}

export function tunnelKey(session: number, cookie: string): TunnelKey {
  return {
    session: session | 0,
    cookieHigh: Number.parseInt(cookie.slice(0, 8), 16) | 0,
    cookieLow: Number.parseInt(cookie.slice(8), 16) | 0,
  };
}

export function encodeHeader(key: TunnelKey): Uint8Array {
  const header = new Uint8Array(L2TPV3_HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, DATA_V3);
  view.setInt32(4, key.session);
  view.setInt32(8, key.cookieHigh);
  view.setInt32(12, key.cookieLow);
  return header;
}

export function checkHeader(
  bytes: Uint8Array,
  offset: number,
  length: number,
  key: TunnelKey,
): HeaderVerdict {
  if (length < L2TPV3_HEADER) return 'too-short';
  if (readWord(bytes, offset + 4) !== key.session) return 'wrong-session';
  const same =
    readWord(bytes, offset + 8) === key.cookieHigh && readWord(bytes, offset + 12) === key.cookieLow;
  return same ? 'good' : 'wrong-cookie';
}

function readWord(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] ?? 0) << 24) |
    ((bytes[offset + 1] ?? 0) << 16) |
    ((bytes[offset + 2] ?? 0) << 8) |
    (bytes[offset + 3] ?? 0)
  );
}
