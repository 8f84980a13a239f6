import { read16, write16 } from './big-endian.ts';
import { sumWords } from './checksum.ts';
import { IP_PROTOCOL, PAYLOAD, ipv4Frame, type Ipv4Envelope, type Ipv4Header } from './ipv4.ts';

const UDP_BYTES = 8;

export interface UdpHeader {
  sourcePort: number;
  destinationPort: number;
  payload: number;
  end: number;
}

/** RFC 768. Null when it is cut off or its checksum is wrong; a checksum of 0 means that there is none. */
export function readUdp(bytes: Uint8Array, ip: Ipv4Header): UdpHeader | null {
  if (ip.protocol !== IP_PROTOCOL.udp || ip.laterFragment || ip.moreFragments) return null;
  const at = ip.payload;
  const length = read16(bytes, at + 4);
  if (ip.end - at < UDP_BYTES || length < UDP_BYTES || at + length > ip.end) return null;
  const end = at + length;
  if (read16(bytes, at + 6) !== 0 && sumWords(bytes, at, end, pseudoSum(ip, length)) !== 0xffff) return null;
  return {
    sourcePort: read16(bytes, at),
    destinationPort: read16(bytes, at + 2),
    payload: at + UDP_BYTES,
    end,
  };
}

export interface UdpEnvelope extends Ipv4Envelope {
  sourcePort: number;
  destinationPort: number;
}

export function udpFrame(envelope: UdpEnvelope, payload: Uint8Array): Uint8Array {
  const length = UDP_BYTES + payload.length;
  const frame = ipv4Frame(envelope, IP_PROTOCOL.udp, length);
  write16(frame, PAYLOAD, envelope.sourcePort);
  write16(frame, PAYLOAD + 2, envelope.destinationPort);
  write16(frame, PAYLOAD + 4, length);
  frame.set(payload, PAYLOAD + UDP_BYTES);
  const sum = ~sumWords(frame, PAYLOAD, frame.length, pseudoSum(envelope, length)) & 0xffff;
  write16(frame, PAYLOAD + 6, sum === 0 ? 0xffff : sum);
  return frame;
}

function pseudoSum(ip: { source: number; destination: number }, length: number): number {
  const { source, destination } = ip;
  const addresses = (source >>> 16) + (source & 0xffff) + (destination >>> 16) + (destination & 0xffff);
  return addresses + IP_PROTOCOL.udp + length;
}
