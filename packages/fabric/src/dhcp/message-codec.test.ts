import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDhcp, writeDhcp, type DhcpMessage } from './message-codec.ts';
import { macOf } from './switch-service.fixture.ts';

describe('DHCP messages', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.integer({ min: 1, max: 52 }).map(String), fc.uint8Array({ maxLength: 255 }), {
          maxKeys: 4,
        }),
        fc.nat(0xffff_ffff),
        (dictionary, transaction) => {
          const options = new Map(Object.entries(dictionary).map(([code, value]) => [Number(code), value]));
          const message: DhcpMessage = {
            type: 'offer',
            fromClient: false,
            transaction,
            broadcast: true,
            clientAddress: 1,
            yourAddress: 2,
            relayAddress: 3,
            mac: macOf(1),
            options,
          };
          const bytes = writeDhcp(message);
          const read = readDhcp(bytes, 0, bytes.length);
          expect(read).toEqual({ ...message, options: new Map([[53, Uint8Array.of(2)], ...options]) });
        },
      ),
    );
  });

  it('takes no garbage', () => {
    const good = writeDhcp({
      type: 'discover',
      fromClient: true,
      transaction: 1,
      broadcast: false,
      clientAddress: 0,
      yourAddress: 0,
      relayAddress: 0,
      mac: macOf(1),
      options: new Map([[12, new TextEncoder().encode('web')]]),
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(good.length),
        (turns, length) => {
          const bytes = good.slice(0, length);
          for (const [at, value] of turns) bytes[at] = value;
          expect(readDhcp(bytes, 0, bytes.length)?.mac.length ?? 17).toBe(17);
        },
      ),
    );
  });
});
