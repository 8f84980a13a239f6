import { labNodeId, machineId, nicTransport } from '@umlaut/contracts/model';
import type { LaunchNamespace, LaunchNic } from '@umlaut/contracts/monitor';
import {
  NetworkNamespace,
  NO_NETWORK,
  bridgeName,
  endHolder,
  ensureHolder,
  findTunDevice,
  portName,
  removeTunDevice,
  type WantedPort,
} from '@umlaut/core/namespace';
import { bootNetworkGuest, createTestHome, machineAccount, type NetworkGuest } from '@umlaut/testkit';
import type { BenchContext } from '../benchmark.ts';

const DEVICE = 'vec0';
const BRIDGE = bridgeName(labNodeId.parse('n-ssssssssss'));

/** Two guests whose taps are plugged into one bridge of the kernel, in a network namespace as Umlaut makes it. */
export async function openBridgePair(
  context: BenchContext,
  network: string,
): Promise<readonly [NetworkGuest, NetworkGuest]> {
  const home = context.owned.use(await createTestHome());
  const place = { home: home.home, runtimeRoot: home.runtime, runAs: await machineAccount() };
  context.owned.defer(async () => {
    await endHolder(place);
    await removeTunDevice(place.home);
  });
  const { member } = await ensureHolder(place, []);
  const space = new NetworkNamespace(member, place.runAs);
  await space.begin();
  const tun = await findTunDevice(place.home, place.runAs);
  const ports = ['a', 'b'].map((letter): WantedPort => {
    const name = portName('tap', machineId.parse(`m-${letter.repeat(10)}`), 0);
    return { kind: 'tap', name, plug: name, mtu: 1500 };
  });
  const bridge = { name: BRIDGE, stp: false, ports: ports.map(({ plug }) => plug) };
  await space.apply({ ...NO_NETWORK, ports, bridges: [bridge] }, tun);
  const namespace: LaunchNamespace = {
    pid: member.pid,
    startTicks: Number(member.startTime),
    netRaw: false,
    tunDevice: tun.path,
  };
  const boots = ports.map(async ({ name }, at) => {
    const nic: LaunchNic = {
      number: 0,
      mac: `02:00:00:00:03:0${at + 1}`,
      // Without gro, UML has no room for the joined frames that its neighbour sends.
      transport: nicTransport.parse({ kind: 'tap', tuning: { gro: true } }),
      ifname: name,
    };
    const changes = { memoryMiB: 128, isolation: 'bubblewrap' as const, namespace };
    const guest = context.owned.use(await bootNetworkGuest([nic], changes));
    await guest.setAddress(DEVICE, `${network}.${at + 1}`);
    return guest;
  });
  const [first, second] = await Promise.all(boots);
  if (first === undefined || second === undefined) throw new Error('There are two guests');
  return [first, second];
}
