import { describe, expect, it } from 'vitest';
import type { Flow } from '../decode/decoding.ts';
import type { Packet } from '../packet-store/packet.ts';
import { conversationParts } from './conversation-parts.ts';

function said(number: number, [sender, text]: readonly [string, string], flow: Partial<Flow> = {}): Packet {
  const bytes = new TextEncoder().encode(text);
  return {
    number,
    time: 0n,
    length: bytes.length,
    bytes,
    direction: null,
    protocol: '',
    source: '',
    destination: '',
    info: '',
    flow: {
      key: 'one',
      protocol: 'TCP',
      sender,
      receiver: '',
      payload: { start: 0, end: bytes.length },
      sequence: 0,
      syn: false,
      ...flow,
    },
  };
}

function lines(packets: readonly Packet[]): string[] {
  return conversationParts(packets).map(
    ({ sender, packet, bytes }) => `${sender}${packet} ${new TextDecoder().decode(bytes)}`,
  );
}

describe('conversationParts', () => {
  it('has what both ends of a TCP connection said in turn, neighbours in one piece', () => {
    const packets = [
      said(1, ['a', ''], { sequence: 100, syn: true }),
      said(2, ['b', ''], { sequence: 500, syn: true }),
      said(3, ['a', 'two '], { sequence: 104 }),
      said(4, ['a', 'one '], { sequence: 100 }),
      said(5, ['b', 'yes'], { sequence: 500 }),
      said(6, ['a', 'two '], { sequence: 104 }),
      said(7, ['a', 'bye'], { sequence: 108 }),
    ];
    expect(lines(packets)).toEqual(['a4 one two ', 'b5 yes', 'a7 bye']);
  });

  it('keeps datagrams apart, and leaves empty ones out', () => {
    const udp = { protocol: 'UDP' } as const;
    expect(lines([said(1, ['a', 'x'], udp), said(2, ['a', 'y'], udp), said(3, ['b', ''], udp)])).toEqual([
      'a1 x',
      'a2 y',
    ]);
  });
});
