import type { LaunchTunnel } from '@umlaut/contracts/monitor';
import {
  TestFabric,
  bootNetworkGuest,
  createTestHome,
  startUmlSwitch,
  type NetworkGuest,
} from '@umlaut/testkit';
import type { BenchContext } from '../benchmark.ts';
import { onOneSwitch } from './fabric-config.ts';

/** The ways from one guest to the other, each a network of its own, and the second guest's address there. */
export type Path = 'fabric' | 'direct' | 'uml_switch';
const NETWORKS: Record<Path, { device: string; network: string }> = {
  fabric: { device: 'vec0', network: '10.9.0' },
  direct: { device: 'vec1', network: '10.9.1' },
  uml_switch: { device: 'eth0', network: '10.9.2' },
};

export interface GuestPair {
  readonly guests: readonly [NetworkGuest, NetworkGuest];
  address(path: Path): string;
}

/**
 * Two guests of the same kernel with three ways between them: the real fabric process with a switch, an L2TPv3 tunnel
 * from one to the other, and uml_switch. All that differs is the way.
 */
export async function openGuestPair(context: BenchContext): Promise<GuestPair> {
  const home = context.owned.use(await createTestHome());
  const fabric = context.owned.use(await TestFabric.start(home));
  const umlSwitch = context.owned.use(await startUmlSwitch(home.root));
  await fabric.configure(onOneSwitch(['a', 'b'].map((name) => fabric.tunnel(name).fabric)));
  const boots = ['a', 'b'].map(async (name, at) => {
    const other = fabric.tunnel(name === 'a' ? 'b' : 'a', 1).launch;
    const nics = [fabric.tunnel(name).launch, direct(fabric.tunnel(name, 1).launch, other)];
    const guest = context.owned.use(await bootNetworkGuest(nics, { memoryMiB: 128 }));
    // Umlaut's machines have no such interface, so it is plugged in while the guest runs.
    const line = `config eth0=daemon,02:00:00:00:02:0${at + 1},unix,${umlSwitch.socketPath}`;
    await guest.monitor.command({ command: 'mconsole', line, timeoutMs: 5_000 });
    for (const { device, network } of Object.values(NETWORKS)) {
      await guest.setAddress(device, `${network}.${at + 1}`);
    }
    return guest;
  });
  context.say('booting two guests');
  const [first, second] = await Promise.all(boots);
  if (first === undefined || second === undefined) throw new Error('There are two guests');
  return { guests: [first, second], address: (path) => `${NETWORKS[path].network}.2` };
}

/** One end of a tunnel whose other end is the other guest, not the fabric. */
function direct(own: LaunchTunnel, other: LaunchTunnel): LaunchTunnel {
  return {
    ...own,
    target: other.source,
    txSession: other.rxSession,
    txCookie: other.rxCookie,
  };
}
