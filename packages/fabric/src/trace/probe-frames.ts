import { checksum } from '../packet/checksum.ts';
import { arpFrame } from '../packet/arp.ts';
import { write16 } from '../packet/big-endian.ts';
import { IP_PROTOCOL, PAYLOAD, ipv4Frame } from '../packet/ipv4.ts';
import { BROADCAST } from '../packet/mac-address.ts';

/** What makes our frames known again: behind ARP's own 28 bytes, and in the data of pings. */
export const TOKEN_BYTES = 8;
/** Ethernet's shortest frame without its check sum, IEEE 802.3. */
const SHORTEST = 60;
const ARP_FRAME = 42;
const ICMP_HEADER = 8;
/** As much data as ping sends. */
const DATA_BYTES = 56;
const ZERO_MAC = '00:00:00:00:00:00';

export interface ProbeSender {
  mac: string;
  /** 0 when none is known: the form that asks without telling (RFC 5227). */
  address: number;
  token: Uint8Array;
}

/** "Who has `address`?"; the number and the token are in the padding, that stations ignore. */
export function arpQuestion(
  { mac, address, token }: ProbeSender,
  wanted: number,
  number: number,
): Uint8Array {
  const message = {
    operation: 'request',
    senderMac: mac,
    senderAddress: address,
    targetMac: ZERO_MAC,
    targetAddress: wanted,
  } as const;
  const frame = new Uint8Array(SHORTEST);
  frame.set(arpFrame(message, BROADCAST));
  frame.set(token, ARP_FRAME);
  write16(frame, ARP_FRAME + TOKEN_BYTES, number);
  return frame;
}

export interface Ping {
  nextHopMac: string;
  target: number;
  /** Of ICMP: above all that programs in guests use, which take their process id. */
  id: number;
  number: number;
}

export function pingFrame({ mac, address, token }: ProbeSender, ping: Ping): Uint8Array {
  const envelope = {
    sourceMac: mac,
    destinationMac: ping.nextHopMac,
    source: address,
    destination: ping.target,
  };
  const frame = ipv4Frame(envelope, IP_PROTOCOL.icmp, ICMP_HEADER + DATA_BYTES);
  frame[PAYLOAD] = 8;
  write16(frame, PAYLOAD + 4, ping.id);
  write16(frame, PAYLOAD + 6, ping.number);
  frame.set(token, PAYLOAD + ICMP_HEADER);
  write16(frame, PAYLOAD + 2, checksum(frame, PAYLOAD, frame.length));
  return frame;
}
