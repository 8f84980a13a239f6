import { useMemo, useState } from 'react';
import { filterPackets, type PacketFilter } from './list/filter-packets.ts';
import type { TimeMode } from './list/packet-time.ts';
import type { Flow } from './decode/decoding.ts';
import type { Packet } from './packet-store/packet.ts';

export interface PacketView {
  rows: readonly Packet[];
  filter: PacketFilter;
  setText: (text: string) => void;
  toggleProtocol: (protocol: string) => void;
  /** The conversation that is followed, as its first packet tells it. */
  conversation: Flow | null;
  follow: (flow: Flow | null) => void;
  selected: Packet | null;
  select: (packet: Packet | null) => void;
  timeMode: TimeMode;
  setTimeMode: (mode: TimeMode) => void;
}

/** Which packets are shown, and how. */
export function usePacketView(packets: readonly Packet[]): PacketView {
  const [text, setText] = useState('');
  const [protocols, setProtocols] = useState<ReadonlySet<string>>(new Set());
  const [conversation, follow] = useState<Flow | null>(null);
  const [selected, select] = useState<Packet | null>(null);
  const [timeMode, setTimeMode] = useState<TimeMode>('first');
  const conversationKey = conversation?.key ?? null;
  const filter = useMemo(() => ({ text, protocols, conversationKey }), [text, protocols, conversationKey]);
  const rows = useMemo(() => filterPackets(packets, filter), [packets, filter]);
  return {
    rows,
    filter,
    setText,
    toggleProtocol: (protocol) => setProtocols((before) => before.symmetricDifference(new Set([protocol]))),
    conversation,
    follow,
    selected,
    select,
    timeMode,
    setTimeMode,
  };
}
