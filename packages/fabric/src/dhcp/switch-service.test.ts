import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arpFrame, readArp } from '../packet/arp.ts';
import { BROADCAST, readMac } from '../packet/mac-address.ts';
import { SWITCH, ServiceRig, ip, macOf } from './switch-service.fixture.ts';

describe('the station inside a switch', () => {
  it('answers ARP for its own address only', () => {
    const rig = new ServiceRig();
    const ask = (target: string, from = '10.0.0.9') =>
      rig.give(
        arpFrame(
          {
            operation: 'request',
            senderMac: macOf(1),
            senderAddress: ip(from),
            targetMac: '00:00:00:00:00:00',
            targetAddress: ip(target),
          },
          BROADCAST,
        ),
      );
    const answer = ask('10.0.0.1')!;
    expect(readMac(answer, 0)).toBe(macOf(1));
    expect(readArp(answer, 14, answer.length)).toMatchObject({
      operation: 'reply',
      senderMac: SWITCH,
      senderAddress: ip('10.0.0.1'),
    });
    expect(ask('10.0.0.2')).toBeNull();
    expect(ask('10.0.0.1', '10.0.0.1')).toBeNull();
  });

  it('never throws, and never answers frames that are not for it', () => {
    const rig = new ServiceRig({}, [{ name: 'web', mac: macOf(1) }]);
    const ethernet = fc.constantFrom([8, 0, 0x45], [8, 6, 0, 1, 8, 0, 6, 4], [0x81, 0, 0, 1, 8, 0]);
    fc.assert(
      fc.property(ethernet, fc.boolean(), fc.uint8Array({ maxLength: 400 }), (type, toUs, rest) => {
        const to = toUs ? [2, 255, 0, 0, 0, 1] : [2, 0, 0, 0, 0, 99];
        const answer = rig.give(new Uint8Array([...to, 2, 0, 0, 0, 0, 1, ...type, ...rest]));
        expect(toUs || answer === null).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
