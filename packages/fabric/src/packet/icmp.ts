import { write16 } from './big-endian.ts';
import { checksum, sumWords } from './checksum.ts';
import { IP_PROTOCOL, PAYLOAD, ipv4Frame, type Ipv4Envelope, type Ipv4Header } from './ipv4.ts';

const ECHO_REQUEST = 8;

/** Whether this is a ping (RFC 792, echo request) in one piece. */
export function isPing(bytes: Uint8Array, ip: Ipv4Header): boolean {
  if (ip.protocol !== IP_PROTOCOL.icmp || ip.laterFragment || ip.moreFragments) return false;
  if (ip.end - ip.payload < 8 || bytes[ip.payload] !== ECHO_REQUEST) return false;
  return sumWords(bytes, ip.payload, ip.end) === 0xffff;
}

/** The answer to a ping, with the same identifier, number and data. */
export function pongFrame(envelope: Ipv4Envelope, bytes: Uint8Array, ip: Ipv4Header): Uint8Array {
  const frame = ipv4Frame(envelope, IP_PROTOCOL.icmp, ip.end - ip.payload);
  frame.set(bytes.subarray(ip.payload, ip.end), PAYLOAD);
  frame[PAYLOAD] = 0;
  write16(frame, PAYLOAD + 2, 0);
  write16(frame, PAYLOAD + 2, checksum(frame, PAYLOAD, frame.length));
  return frame;
}
