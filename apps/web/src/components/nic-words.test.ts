import { nicTransport } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { ownTarget, placeConflict, transportWords } from './nic-words.ts';

const tunnel = {
  kind: 'l2tpv3',
  src: '10.0.0.1',
  dst: '10.0.0.2',
  srcport: 1701,
  dstport: 1702,
  rx_session: 5,
  tx_session: 6,
};

function words(transport: object): string {
  return transportWords(nicTransport.parse(transport));
}

describe('transportWords', () => {
  it('says where a tunnel leads', () => {
    expect(words(tunnel)).toBe('UDP 10.0.0.1 port 1701 to 10.0.0.2 port 1702, sessions 5, 6');
    expect(words({ ...tunnel, udp: false, rx_cookie: '0x1', tx_cookie: '0x2', counter: true })).toBe(
      'IP 10.0.0.1 to 10.0.0.2, sessions 5, 6, cookies of 32 bits, numbered',
    );
  });

  it('tells only the tuning that is not usual', () => {
    expect(words({ kind: 'tap', tuning: { mtu: 9000, vec: false } })).toBe(
      'to a kernel bridge, mtu 9000, vec 0',
    );
    expect(words({ kind: 'fabric' })).toBe('');
  });
});

describe('ownTarget', () => {
  it('is of interfaces that no lab links', () => {
    expect(ownTarget(nicTransport.parse({ kind: 'tap' }))).toBeNull();
    expect(ownTarget(nicTransport.parse({ kind: 'tap', place: 'host', ifname: 'tap0' }))).toBe(
      'tap0 of the host',
    );
    expect(ownTarget(nicTransport.parse({ kind: 'gre', src: '10.0.0.1', dst: '10.0.0.2' }))).toBe(
      '10.0.0.1 to 10.0.0.2',
    );
  });
});

describe('placeConflict', () => {
  const mac = '02:00:00:00:00:01';
  const fabric = { number: 0, mac, transport: nicTransport.parse({ kind: 'fabric' }) };

  it('names the interface that needs the other network', () => {
    expect(placeConflict(nicTransport.parse({ kind: 'tap' }), [fabric])).toBe(
      "This interface needs Umlaut's own network namespace, and vec0 (Umlaut network) needs the host's network. " +
        'A machine runs in one of them.',
    );
  });

  it('finds none with what runs in either', () => {
    expect(placeConflict(nicTransport.parse(tunnel), [fabric])).toBeNull();
    expect(placeConflict(nicTransport.parse({ kind: 'bess', dst: '/s' }), [fabric])).toBeNull();
  });
});
