import { describe, expect, it } from 'vitest';
import { PacketWindow } from './packet-window.ts';
import { toPacket } from './packet.ts';

function packets(from: number, count: number, bytes = 100) {
  return Array.from({ length: count }, (_, index) =>
    toPacket({ time: 0n, length: bytes, bytes: new Uint8Array(bytes), direction: null }, from + index),
  );
}

describe('PacketWindow', () => {
  it('keeps the newest and counts what went', () => {
    const kept = new PacketWindow({ packets: 10, bytes: 1_000_000 });
    kept.add(packets(1, 7));
    expect(kept.gone).toBe(0);
    kept.add(packets(8, 25));
    expect(kept.packets.map(({ number }) => number)).toEqual([23, 24, 25, 26, 27, 28, 29, 30, 31, 32]);
    expect(kept.gone).toBe(22);
  });

  it('keeps no more bytes than allowed', () => {
    const kept = new PacketWindow({ packets: 1000, bytes: 10_000 });
    kept.add(packets(1, 30, 1500));
    expect(kept.packets).toHaveLength(5);
    expect(kept.gone).toBe(25);
  });
});
