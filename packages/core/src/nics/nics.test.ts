import { machineId } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { deriveTunnel, newTunnelSecret, nicOption, randomMac } from './index.ts';

const id = machineId.parse('m-abcdefgh23');
const SECRET = '5b'.repeat(32);
const mac = '02:00:00:00:00:01';
const nic = deriveTunnel(SECRET, id, { number: 0, mac }).launch;

describe('nicOption', () => {
  it('is a whole L2TPv3 tunnel', () => {
    const option = nicOption(
      {
        number: 3,
        mac,
        source: { address: '127.9.8.7', port: 12_345 },
        target: { address: '127.1.2.3', port: 23_456 },
        txSession: 1,
        rxSession: 0x7fff_ffff,
        txCookie: '00112233445566ff',
        rxCookie: 'ffeeddccbbaa9988',
      },
      'nics.0',
    );
    expect(option).toBe(
      'vec3:transport=l2tpv3,udp=1,src=127.9.8.7,srcport=12345,dst=127.1.2.3,dstport=23456,' +
        'rx_session=0x7fffffff,tx_session=0x1,cookie64=1,rx_cookie=0xffeeddccbbaa9988,tx_cookie=0x00112233445566ff,' +
        'mac=02:00:00:00:00:01',
    );
  });

  it.each<[string, Partial<LaunchNic>]>([
    ['nics.0', { number: 8 }],
    ['nics.0', { mac: '03:00:00:00:00:01' }],
    ['nics.0', { mac: '02:00:00:00:00:01,ifup=/bin/sh' }],
    ['nics.0.source', { source: { address: '10.0.0.1', port: 12_345 } }],
    ['nics.0.target', { target: { address: '127.0.0.1,mtu=9', port: 12_345 } }],
    ['nics.0.target', { target: { address: '127.0.0.1', port: 80 } }],
    ['nics.0.rxSession', { rxSession: 0xffff_ffff }],
    ['nics.0.txSession', { txSession: 0 }],
    ['nics.0.rxCookie', { rxCookie: '' }],
    ['nics.0.txCookie', { txCookie: '0123456789abcdef,vec=0' }],
  ])('refuses what would panic the guest or set another option: %s', (field, change) => {
    expect(() => nicOption({ ...nic, ...change }, 'nics.0')).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field }) as Error,
    );
  });
});

describe('deriveTunnel', () => {
  it('gives both ends the same, crossed over', () => {
    const { launch, fabric } = deriveTunnel(SECRET, id, { number: 0, mac });
    expect(fabric).toEqual({
      id: 'm-abcdefgh23/0',
      mac,
      local: launch.target,
      remote: launch.source,
      rxSession: launch.txSession,
      rxCookie: launch.txCookie,
      txSession: launch.rxSession,
      txCookie: launch.rxCookie,
    });
    expect(launch.txCookie).not.toBe(launch.rxCookie);
  });

  it('is the same each time, and another for each NIC and each secret', () => {
    const again = deriveTunnel(SECRET, id, { number: 0, mac });
    const seconds = [
      deriveTunnel(SECRET, id, { number: 1, mac }),
      deriveTunnel(newTunnelSecret(), id, { number: 0, mac }),
    ];
    expect(again.launch).toEqual(nic);
    for (const { launch } of seconds) {
      expect(launch.rxCookie).not.toBe(nic.rxCookie);
      expect(launch.source).not.toEqual(nic.source);
    }
  });

  it('always makes what the option takes', () => {
    for (let round = 0; round < 500; round++) {
      const { launch } = deriveTunnel(newTunnelSecret(), id, { number: round % 8, mac: randomMac() });
      expect(() => nicOption(launch, 'nics.0')).not.toThrow();
    }
  });
});
