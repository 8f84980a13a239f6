import { decodeFrame } from '../decode/decode-frame.ts';
import type { Flow } from '../decode/decoding.ts';
import type { RawPacket } from '../decode/pcapng-reader.ts';

/** One row of the list. Its fields are decoded again when somebody looks at them: they are far larger than the frame. */
export interface Packet extends RawPacket {
  /** Counted from 1 in the order of arrival. */
  number: number;
  protocol: string;
  source: string;
  destination: string;
  info: string;
  flow: Flow | null;
}

export function toPacket(raw: RawPacket, number: number): Packet {
  const { protocol, source, destination, info, flow } = decodeFrame(raw.bytes);
  return { ...raw, number, protocol, source, destination, info, flow };
}
