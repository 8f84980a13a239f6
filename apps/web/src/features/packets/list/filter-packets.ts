import { wordMatcher } from '../../../lib/match-words.ts';
import type { Packet } from '../packet-store/packet.ts';

export interface PacketFilter {
  /** Words that all have to be in the columns. */
  text: string;
  /** Empty: all. */
  protocols: ReadonlySet<string>;
  conversationKey: string | null;
}

/** Pure. */
export function filterPackets(packets: readonly Packet[], filter: PacketFilter): readonly Packet[] {
  const { protocols, conversationKey } = filter;
  const hasWords = filter.text.trim() === '' ? null : wordMatcher(filter.text);
  if (hasWords === null && protocols.size === 0 && conversationKey === null) return packets;
  return packets.filter(
    (packet) =>
      (conversationKey === null || packet.flow?.key === conversationKey) &&
      (protocols.size === 0 || protocols.has(packet.protocol)) &&
      (hasWords === null || hasWords(columnsText(packet))),
  );
}

function columnsText({ number, source, destination, protocol, length, info }: Packet): string {
  return `${number} ${source} ${destination} ${protocol} ${length} ${info}`;
}

/** The commonest first. */
export function protocolCounts(packets: readonly Packet[]): [protocol: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { protocol } of packets) counts.set(protocol, (counts.get(protocol) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1]);
}
