import { networkInterfaces } from 'node:os';
import type { FabricConfig } from '@umlaut/contracts/fabric';
import { NO_IMPAIRMENT, decodeTunnelCode, encodeTunnelCode, otherEnd } from '@umlaut/contracts/model';
import { deriveRemoteTunnel } from '@umlaut/core/nics';
import { TestFabric, bootNetworkGuest, createTestHome, expectSoon, type NetworkGuest } from '@umlaut/testkit';
import { expect, it } from 'vitest';

/** Two fabrics of two homes stand for two hosts; they meet at an address that other hosts would use, if there is one. */
it('joins the networks of two hosts by a tunnel, for those who know its secret only', async () => {
  const address = hostAddress();
  const here = {
    local: { address, port: 24_611 },
    peer: { address, port: 24_612 },
    secret: '5c'.repeat(32),
    side: 'first' as const,
  };
  // As a person carries it from one host to the other.
  const there = decodeTunnelCode(encodeTunnelCode(otherEnd(here)));
  if (there === null) throw new Error('the code of the tunnel is wrong');

  await using firstHome = await createTestHome();
  await using secondHome = await createTestHome();
  await using first = await TestFabric.start(firstHome);
  await using second = await TestFabric.start(secondHome);
  await first.configure(joined(first, 'a', deriveRemoteTunnel(here)));
  await second.configure(joined(second, 'b', deriveRemoteTunnel({ ...there, secret: '5d'.repeat(32) })));
  const booted = await Promise.all([
    bootNetworkGuest([first.tunnel('a').launch]),
    bootNetworkGuest([second.tunnel('b').launch]),
  ]);
  await using stack = new AsyncDisposableStack();
  for (const guest of booted) stack.use(guest);
  const [a, b] = booted;
  await Promise.all([a.setAddress('vec0', '10.9.0.1'), b.setAddress('vec0', '10.9.0.2')]);

  // Another secret: everything is refused, and counted.
  expect(await pings(a, 56)).toBe(0);
  await expectSoon('frames with a wrong key are counted', async () => {
    const [remote] = (await second.client.state()).remotes;
    const { drops = {} } = remote?.received ?? {};
    return (drops['wrong-session'] ?? 0) + (drops['wrong-cookie'] ?? 0) > 0;
  });

  // The same one: as though one cable went there, whole frames of 1,514 bytes included.
  await second.configure(joined(second, 'b', deriveRemoteTunnel(there)));
  expect(await pings(a, 56)).toBe(3);
  expect(await pings(a, 1472)).toBe(3);
  const [remote] = (await first.client.state()).remotes;
  expect(remote).toMatchObject({ problem: null, heardSecondsAgo: expect.any(Number) });
});

function joined(
  fabric: TestFabric,
  name: string,
  tunnel: ReturnType<typeof deriveRemoteTunnel>,
): Omit<FabricConfig, 'revision'> {
  const nic = fabric.tunnel(name).fabric;
  return {
    nics: [nic],
    nodes: [{ kind: 'remote', id: 'n-rrrrrrrrrr', tunnel }],
    links: [
      {
        id: 'k-aaaaaaaaaa',
        enabled: true,
        impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
        ends: [
          { kind: 'nic', nic: nic.id },
          { kind: 'node', node: 'n-rrrrrrrrrr', port: 0, vlan: { mode: 'access', vlan: 1 } },
        ],
      },
    ],
  } as unknown as Omit<FabricConfig, 'revision'>;
}

function hostAddress(): string {
  const known = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return known.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

/** @returns how many of three were answered, with so many bytes in each */
async function pings(guest: NetworkGuest, bytes: number): Promise<number> {
  const text = await guest.run(`ping -c 3 -i 0.2 -W 1 -s ${bytes} 10.9.0.2`);
  return Number(/(\d+) packets received/.exec(text)?.[1]);
}
