import type { Packet } from '../packet-store/packet.ts';
import { reassemble, type StreamPart } from './reassemble.ts';

export interface ConversationPart {
  sender: string;
  packet: number;
  bytes: Uint8Array;
  /** So many bytes before these were not captured. */
  missing: number;
}

/** What both ends of a conversation said, in turn. Of its packets, in the order of their arrival. */
export function conversationParts(packets: readonly Packet[]): ConversationPart[] {
  const parts = senders(packets).flatMap((sender) => {
    const own = packets.filter(({ flow }) => flow?.sender === sender);
    const said = own[0]?.flow?.protocol === 'TCP' ? reassemble(segments(own)) : datagrams(own);
    return said.map((part) => ({ sender, ...part }));
  });
  const inTurn = parts.toSorted((one, other) => one.packet - other.packet);
  return packets[0]?.flow?.protocol === 'TCP' ? joined(inTurn) : inTurn;
}

/** Who spoke first comes first. */
function senders(packets: readonly Packet[]): string[] {
  return [...new Set(packets.flatMap(({ flow }) => (flow === null ? [] : [flow.sender])))];
}

function payload({ bytes, flow }: Packet): Uint8Array {
  return flow === null ? new Uint8Array() : bytes.subarray(flow.payload.start, flow.payload.end);
}

function segments(packets: readonly Packet[]) {
  return packets.map((packet) => ({
    packet: packet.number,
    sequence: packet.flow?.sequence ?? 0,
    syn: packet.flow?.syn ?? false,
    bytes: payload(packet),
  }));
}

function datagrams(packets: readonly Packet[]): StreamPart[] {
  return packets
    .map((packet) => ({ packet: packet.number, bytes: payload(packet), missing: 0 }))
    .filter(({ bytes }) => bytes.length > 0);
}

/** Neighbours of one sender in one piece: only TCP is a stream of bytes. */
function joined(parts: readonly ConversationPart[]): ConversationPart[] {
  const groups: ConversationPart[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    if (group?.[0]?.sender === part.sender && part.missing === 0) group.push(part);
    else groups.push([part]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, bytes: concat(group.map(({ bytes }) => bytes)) }];
  });
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
