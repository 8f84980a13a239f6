import type { DhcpLease } from '@umlaut/contracts/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read32 } from '../packet/big-endian.ts';
import { formatIpv4 } from '../packet/ipv4-address.ts';
import { BROADCAST } from '../packet/mac-address.ts';
import { UPLINK_RESOLVER } from '../uplink/network.ts';
import { MAX_LEASES } from './lease-table.ts';
import { OPTION, type DhcpType } from './message-codec.ts';
import { CONFIG, ServiceRig, ip, macOf, number32, readAddress } from './switch-service.fixture.ts';

describe('DHCP', () => {
  it('gives addresses from the lowest, the same to the same station', () => {
    const rig = new ServiceRig();
    const times = { expiresAt: expect.any(String), grantedAt: expect.any(String) };
    expect(rig.lease(macOf(1), 'Web')).toBe('10.0.0.2');
    expect(rig.lease(macOf(2))).toBe('10.0.0.3');
    expect(rig.lease(macOf(1), 'Web')).toBe('10.0.0.2');
    expect(rig.service.leases).toEqual([
      { mac: macOf(2), address: '10.0.0.3', hostname: null, ...times },
      { mac: macOf(1), address: '10.0.0.2', hostname: 'web', ...times },
    ]);
  });

  it('tells mask, server, domain, resolver and times; a router only when there is one', () => {
    const alone = new ServiceRig().dhcp('discover', macOf(1));
    expect(readAddress(alone, OPTION.subnetMask)).toBe('255.255.255.0');
    expect(readAddress(alone, OPTION.serverAddress)).toBe('10.0.0.1');
    expect(readAddress(alone, OPTION.dnsServers)).toBe('10.0.0.1');
    expect(readAddress(alone, OPTION.router)).toBeNull();
    expect(alone?.options.get(OPTION.domain)).toEqual(new TextEncoder().encode('lab'));
    expect(read32(alone!.options.get(OPTION.leaseSeconds)!, 0)).toBe(3600);
    const routed = new ServiceRig({ router: '10.0.0.2', dns: false }).dhcp('discover', macOf(1));
    expect(readAddress(routed, OPTION.router)).toBe('10.0.0.2');
    expect(readAddress(routed, OPTION.dnsServers)).toBe(UPLINK_RESOLVER);
    // The router's own address is not given away.
    expect(formatIpv4(routed!.yourAddress)).toBe('10.0.0.3');
  });

  it('answers to the station, to everybody when it asks so, and to the address it has', () => {
    const rig = new ServiceRig();
    expect(rig.dhcp('discover', macOf(1))).toMatchObject({ frameTo: macOf(1), ipTo: '10.0.0.2' });
    expect(rig.dhcp('discover', macOf(1), { broadcast: true })).toMatchObject({
      frameTo: BROADCAST,
      ipTo: '255.255.255.255',
    });
    rig.lease(macOf(1));
    expect(rig.dhcp('request', macOf(1), { clientAddress: ip('10.0.0.2') })).toMatchObject({
      type: 'ack',
      frameTo: macOf(1),
      ipTo: '10.0.0.2',
    });
  });

  it('keeps an address of before on INIT-REBOOT, RENEWING and REBINDING, and refuses others', () => {
    const rig = new ServiceRig();
    rig.lease(macOf(1));
    const wants = (mac: string, address: string) =>
      rig.dhcp('request', mac, { options: { [OPTION.requestedAddress]: number32(ip(address)) } });
    expect(wants(macOf(1), '10.0.0.2')?.type).toBe('ack');
    expect(wants(macOf(1), '10.0.0.9')).toMatchObject({ type: 'nak', frameTo: BROADCAST });
    expect(wants(macOf(2), '10.0.0.2')?.type).toBe('nak');
    expect(wants(macOf(2), '192.168.0.2')?.type).toBe('nak');
    // Its lease was lost with an older switch: the address is free, so it may go on.
    expect(wants(macOf(2), '10.0.0.9')?.type).toBe('ack');
    expect(rig.dhcp('request', macOf(3), { clientAddress: ip('10.0.0.2') })?.type).toBe('nak');
    expect(rig.dhcp('request', macOf(3), { clientAddress: ip('10.0.0.30') })?.type).toBe('ack');
  });

  it('says nothing to who chose another server, and gives the offered address to the next', () => {
    const rig = new ServiceRig();
    rig.dhcp('discover', macOf(1));
    const other = {
      [OPTION.serverAddress]: number32(ip('10.0.0.77')),
      [OPTION.requestedAddress]: number32(ip('10.0.0.9')),
    };
    expect(rig.dhcp('request', macOf(1), { options: other })).toBeNull();
    expect(rig.lease(macOf(2))).toBe('10.0.0.2');
  });

  it('leaves a declined address alone for a while', () => {
    const rig = new ServiceRig();
    rig.lease(macOf(1));
    const options = {
      [OPTION.requestedAddress]: number32(ip('10.0.0.2')),
      [OPTION.serverAddress]: number32(ip('10.0.0.1')),
    };
    expect(rig.dhcp('decline', macOf(2), { options })).toBeNull();
    expect(rig.service.leases).toHaveLength(1);
    rig.dhcp('decline', macOf(1), { options });
    expect(rig.service.leases).toEqual([]);
    expect(rig.lease(macOf(1))).toBe('10.0.0.3');
    rig.now += 3_700_000;
    expect(rig.lease(macOf(2))).toBe('10.0.0.2');
  });

  it('ends a lease that is released, and remembers whose it was', () => {
    const rig = new ServiceRig();
    rig.lease(macOf(1));
    rig.dhcp('release', macOf(1), { clientAddress: ip('10.0.0.2') });
    expect(rig.service.leases).toEqual([]);
    expect(rig.lease(macOf(2))).toBe('10.0.0.3');
    expect(rig.lease(macOf(1))).toBe('10.0.0.2');
  });

  it('tells options to who has an address already', () => {
    const answer = new ServiceRig().dhcp('inform', macOf(1), { clientAddress: ip('10.0.0.200') });
    expect(answer).toMatchObject({ type: 'ack', yourAddress: 0, ipTo: '10.0.0.200' });
    expect(answer?.options.has(OPTION.leaseSeconds)).toBe(false);
    expect(readAddress(answer, OPTION.subnetMask)).toBe('255.255.255.0');
  });

  it('falls silent when all addresses are taken, and takes the longest expired one', () => {
    const rig = new ServiceRig({ subnet: '10.0.0.0/29' });
    for (let station = 1; station <= 5; station += 1) expect(rig.lease(macOf(station))).not.toBeNull();
    expect(rig.dhcp('discover', macOf(6))).toBeNull();
    rig.now += 3_601_000;
    expect(rig.lease(macOf(6))).toBe('10.0.0.2');
    expect(rig.lease(macOf(7))).toBe('10.0.0.3');
  });

  it('survives as plain JSON, without addresses that are no longer in its subnet', () => {
    const rig = new ServiceRig();
    rig.lease(macOf(1), 'web');
    rig.lease(macOf(2));
    const kept = JSON.parse(JSON.stringify(rig.saved)) as DhcpLease[];
    const again = new ServiceRig({}, [], kept);
    expect(again.service.leases).toEqual(kept);
    expect(again.lease(macOf(3))).toBe('10.0.0.4');
    const moved = new ServiceRig({ subnet: '10.9.0.0/24' }, [], kept);
    expect(moved.service.leases).toEqual([]);
    again.service.update({ ...CONFIG, subnet: '10.9.0.0/24' }, []);
    expect(again.service.leases).toEqual([]);
    expect(again.saved).toEqual([]);
    expect(again.lease(macOf(1))).toBe('10.9.0.2');
  });

  it('holds no more stations than its limit, and never gives an address to two', () => {
    const rig = new ServiceRig({ subnet: '10.0.0.0/8' });
    for (let station = 0; station < MAX_LEASES + 50; station += 1) rig.dhcp('discover', macOf(station));
    const options = { [OPTION.requestedAddress]: number32(ip('10.77.0.1')) };
    for (let station = 0; station < MAX_LEASES + 50; station += 1)
      rig.dhcp('request', macOf(station + 10_000), { options });
    expect(rig.saved.length).toBeLessThanOrEqual(MAX_LEASES);
  });

  it('answers no storm', () => {
    const rig = new ServiceRig();
    let answers = 0;
    for (let station = 0; station < 1000; station += 1) {
      rig.now -= 20;
      if (rig.dhcp('discover', macOf(station)) !== null) answers += 1;
    }
    expect(answers).toBeLessThanOrEqual(101);
    rig.now += 1000;
    expect(rig.dhcp('discover', macOf(1))).not.toBeNull();
  });

  it('keeps leases apart, whatever stations do', () => {
    const act = fc.record({
      type: fc.constantFrom<DhcpType>(
        'discover',
        'request',
        'decline',
        'release',
        'inform',
        'offer',
        'ack',
        'nak',
      ),
      station: fc.nat(6),
      address: fc.integer({ min: ip('10.0.0.0') - 1, max: ip('10.0.0.8') }),
      has: fc.boolean(),
      named: fc.constantFrom<'none' | 'us' | 'other'>('none', 'us', 'other'),
      wait: fc.nat(8_000_000),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const rig = new ServiceRig({ subnet: '10.0.0.0/29' });
        for (const { type, station, address, has, named, wait } of acts) {
          rig.now += wait;
          const server = {
            none: {},
            us: { 54: number32(ip('10.0.0.1')) },
            other: { 54: number32(ip('10.0.0.6')) },
          }[named];
          const answer = rig.dhcp(type, macOf(station), {
            clientAddress: has ? address : 0,
            options: { ...server, ...(has ? {} : { 50: number32(address) }) },
          });
          const granted = answer?.type === 'ack' && type === 'request' ? answer.yourAddress : null;
          const mine = rig.service.leases.find((lease) => lease.mac === macOf(station));
          expect(granted === null || mine?.address === formatIpv4(granted)).toBe(true);
          const addresses = rig.service.leases.map((lease) => lease.address);
          expect(new Set(addresses).size).toBe(addresses.length);
          for (const each of addresses) expect(ip(each)).toBeGreaterThan(ip('10.0.0.1'));
          for (const each of addresses) expect(ip(each)).toBeLessThan(ip('10.0.0.7'));
        }
      }),
    );
  });
});
