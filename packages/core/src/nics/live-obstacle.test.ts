import { machineId, nicTransport } from '@umlaut/contracts/model';
import type { LaunchNamespace, LaunchNic, LaunchOther } from '@umlaut/contracts/monitor';
import { expect, it } from 'vitest';
import { deriveTunnel, liveNicObstacle } from './index.ts';

const mac = '02:00:00:00:00:01';
const other = (number: number, written: object): LaunchOther => ({
  number,
  mac,
  transport: nicTransport.parse(written),
});
const tunnel = deriveTunnel('5b'.repeat(32), machineId.parse('m-abcdefgh23'), { number: 0, mac }).launch;
const namespace: LaunchNamespace = { pid: 1, startTicks: 1, netRaw: true, tunDevice: '/dev/net/tun' };

function obstacle(
  written: object,
  began: { nics?: LaunchNic[]; namespace?: LaunchNamespace; isolation?: 'plain' } = {},
): string | null {
  return liveNicObstacle(other(1, written), { isolation: 'bubblewrap', nics: [tunnel], ...began });
}

it('keeps a machine in the network that it was started in', () => {
  expect(obstacle({ kind: 'fabric' })).toBeNull();
  expect(obstacle({ kind: 'fabric' }, { namespace })).toMatch(/needs the host's network/);
  expect(obstacle({ kind: 'mcast' })).toMatch(/needs Umlaut's own network namespace/);
  expect(obstacle({ kind: 'mcast' }, { namespace })).toBeNull();
});

it('lets a sandbox have only what it was started with', () => {
  const wanted = { kind: 'bess', dst: '/run/bess' };
  expect(obstacle(wanted)).toMatch(/^\/run\/bess is not in the machine's sandbox/);
  expect(obstacle(wanted, { nics: [other(0, wanted)] })).toBeNull();
  expect(obstacle(wanted, { isolation: 'plain' })).toBeNull();
  expect(obstacle({ kind: 'slirp' })).toMatch(/^\/usr\/bin\/slirp-fullbolt is not/);
  const filtered = { ...wanted, tuning: { bpffile: '/srv/arp.bpf' } };
  expect(obstacle(filtered, { nics: [other(0, wanted)] })).toMatch(/^\/srv\/arp.bpf is not in/);
  expect(obstacle(filtered, { nics: [other(0, filtered)] })).toBeNull();
  const tap = { kind: 'tap', place: 'host', ifname: 'tap0' };
  expect(obstacle(tap)).toMatch(/^\/dev\/net\/tun is not/);
  expect(obstacle({ ...tap, ifname: 'tap1' }, { nics: [other(0, tap)] })).toBeNull();
});

it('gives no device and no right that a namespace was made without', () => {
  expect(obstacle({ kind: 'tap' }, { namespace })).toBeNull();
  expect(obstacle({ kind: 'tap' }, { namespace: { ...namespace, tunDevice: null } })).toMatch(/net\/tun/);
  expect(obstacle({ kind: 'raw' }, { namespace })).toBeNull();
  expect(obstacle({ kind: 'raw' }, { namespace: { ...namespace, netRaw: false } })).toMatch(/raw sockets/);
});
