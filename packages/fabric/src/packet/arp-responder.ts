import { arpFrame, readArp } from './arp.ts';
import { ETHERTYPE, type EthernetHeader } from './ethernet.ts';
import { isPing, pongFrame } from './icmp.ts';
import type { Ipv4Header } from './ipv4.ts';
import { readMac } from './mac-address.ts';

/** The answer to an ARP request for one of our addresses; else null. */
export function answerArp(
  bytes: Uint8Array,
  ethernet: EthernetHeader,
  end: number,
  own: { mac: string; has: (address: number) => boolean },
): Uint8Array | null {
  if (ethernet.type !== ETHERTYPE.arp) return null;
  const request = readArp(bytes, ethernet.payload, end);
  if (request?.operation !== 'request' || !own.has(request.targetAddress)) return null;
  // Who announces our address as its own is told nothing: an answer would only make it worse.
  if (own.has(request.senderAddress)) return null;
  const answer = {
    operation: 'reply',
    senderMac: own.mac,
    senderAddress: request.targetAddress,
    targetMac: request.senderMac,
    targetAddress: request.senderAddress,
  } as const;
  return arpFrame(answer, request.senderMac);
}

/** The answer to a ping that was sent to `mac`; else null. `start`: of the frame. */
export function answerPing(bytes: Uint8Array, start: number, ip: Ipv4Header, mac: string): Uint8Array | null {
  if (!isPing(bytes, ip)) return null;
  const { source: destination, destination: source } = ip;
  const envelope = { sourceMac: mac, destinationMac: readMac(bytes, start + 6), source, destination };
  return pongFrame(envelope, bytes, ip);
}
