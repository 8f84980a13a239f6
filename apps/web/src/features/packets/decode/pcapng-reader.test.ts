import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PcapngReader, type RawPacket } from './pcapng-reader.ts';
import { writePcapng } from './pcapng.fixture.ts';

const packet = fc.record({
  units: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  bytes: fc.uint8Array({ maxLength: 90 }),
  length: fc.integer({ min: 0, max: 70_000 }),
  flags: fc.constantFrom(null, 0, 1, 2),
});
const options = fc.record({ little: fc.boolean(), resolution: fc.constantFrom(null, 3, 6, 9, 12, 128 + 10) });

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function readAll(chunks: readonly Uint8Array[]): { packets: RawPacket[]; problem: string | null } {
  const reader = new PcapngReader();
  const packets = chunks.flatMap((chunk) => reader.push(chunk));
  return { packets, problem: reader.problem };
}

function nanoseconds(units: bigint, resolution: number | null): bigint {
  const power = BigInt((resolution ?? 6) & 127);
  return (units * 10n ** 9n) / ((resolution ?? 6) >= 128 ? 2n ** power : 10n ** power);
}

describe('PcapngReader', () => {
  it('reads what was written, in both byte orders, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 8 }),
        options,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
        (packets, how, sizes) => {
          const read = readAll(cut(writePcapng(packets, how), sizes));
          expect(read.problem).toBeNull();
          expect(read.packets).toEqual(
            packets.map(({ units, bytes, length, flags }) => ({
              time: nanoseconds(units, how.resolution),
              bytes,
              length,
              direction: flags === 1 ? 'back' : flags === 2 ? 'forth' : null,
            })),
          );
        },
      ),
    );
  });

  it('never throws, whatever it gets', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 4 }),
        options,
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
        (packets, how, changes) => {
          const bytes = writePcapng(packets, how);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const { packets: read } = readAll(cut(bytes.subarray(0, changes[0]?.[0] ?? bytes.length), [17]));
          expect(read.length).toBeLessThanOrEqual(packets.length);
        },
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        expect(readAll(chunks).packets).toEqual([]);
      }),
    );
  });

  it('says what it cannot read', () => {
    expect(readAll([new TextEncoder().encode('{"code":"INTERNAL"}')]).problem).toMatch(/no capture/);
    const one = { units: 0n, bytes: new Uint8Array(20), length: 20, flags: null };
    const file = writePcapng([one], { little: true, resolution: 9, linkType: 101 });
    expect(readAll([file]).problem).toMatch(/not Ethernet/);
  });
});
