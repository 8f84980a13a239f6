import { describe, expect, it } from 'vitest';
import type { Packet } from '../packet-store/packet.ts';
import { filterPackets, protocolCounts } from './filter-packets.ts';
import { packetTime } from './packet-time.ts';

function packet(change: Partial<Packet>): Packet {
  return {
    number: 1,
    time: 0n,
    length: 60,
    bytes: new Uint8Array(),
    direction: null,
    protocol: 'UDP',
    source: '10.0.0.1',
    destination: '10.0.0.2',
    info: '',
    flow: null,
    ...change,
  };
}

const ping = packet({
  number: 1,
  protocol: 'ICMP',
  info: 'Echo request, id 7, seq 1',
  flow: {
    key: 'ping 7',
    protocol: 'ICMP',
    sender: 'a',
    receiver: 'b',
    payload: { start: 0, end: 0 },
    sequence: 1,
    syn: false,
  },
});
const query = packet({ number: 2, protocol: 'DNS', info: 'Query A web.lab' });
const all = [ping, query, packet({ number: 3 })];
const nothing = { text: '', protocols: new Set<string>(), conversationKey: null };

describe('filterPackets', () => {
  it('asks all columns for all words, in any case', () => {
    expect(filterPackets(all, { ...nothing, text: 'echo 10.0.0.2' })).toEqual([ping]);
    expect(filterPackets(all, { ...nothing, text: 'WEB.lab query' })).toEqual([query]);
    expect(filterPackets(all, { ...nothing, text: 'echo web' })).toEqual([]);
  });

  it('takes protocols and one conversation', () => {
    expect(filterPackets(all, { ...nothing, protocols: new Set(['DNS', 'ICMP']) })).toEqual([ping, query]);
    expect(filterPackets(all, { ...nothing, conversationKey: 'ping 7' })).toEqual([ping]);
    expect(filterPackets(all, nothing)).toBe(all);
  });

  it('counts protocols, the commonest first', () => {
    expect(protocolCounts([...all, query])).toEqual([
      ['DNS', 2],
      ['ICMP', 1],
      ['UDP', 1],
    ]);
  });
});

describe('packetTime', () => {
  it('is since the first or the previous', () => {
    const later = packet({ time: 12_345_678_901n });
    const base = { begun: 1_000_000_000n, previous: packet({ time: 12_345_000_000n }) };
    expect(packetTime(later, 'first', base)).toBe('11.345678');
    expect(packetTime(later, 'previous', base)).toBe('0.000678');
    expect(packetTime(later, 'previous', { ...base, previous: null })).toBe('0.000000');
    expect(packetTime(later, 'clock', base)).toMatch(/^\d\d:\d\d:12\.345678$/);
  });

  it('can be earlier than the packet before', () => {
    expect(packetTime(packet({ time: 0n }), 'first', { begun: 1_500_000n, previous: null })).toBe(
      '-0.001500',
    );
  });
});
