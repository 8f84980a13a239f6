import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { labNodeId } from '@umlaut/contracts/model';
import { machineAccount } from '@umlaut/core/machine';
import {
  NO_NETWORK,
  NetworkNamespace,
  bridgeName,
  endHolder,
  ensureHolder,
  hostCableNames,
  layHostCables,
  type HostCable,
} from '@umlaut/core/namespace';
import { runCommand } from '@umlaut/core/process';
import { createTestHome, expectSoon } from '@umlaut/testkit';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { NamespaceKeeper } from './namespace-keeper.ts';

const HOST_BRIDGE = 'umlautbr0';
const NODE = labNodeId.parse('n-testbridge');
const HOST = '10.231.77.1';
const GUEST = '10.231.77.2';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('Bridges of the host: not tested, as only root can join them\n');

async function ip(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand('ip', words, { timeoutMs: 10_000 });
  if (code !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
  return stdout;
}

it.runIf(isRoot)(
  'joins a bridge of the namespace to one of the host, and leaves nothing behind',
  async () => {
    await using home = await createTestHome();
    await using stack = new AsyncDisposableStack();
    await ip('link', 'add', HOST_BRIDGE, 'type', 'bridge', 'forward_delay', '0');
    stack.defer(async () => void (await ip('link', 'delete', HOST_BRIDGE)));
    await ip('address', 'add', `${HOST}/24`, 'dev', HOST_BRIDGE);
    await ip('link', 'set', HOST_BRIDGE, 'up');

    const place = { home: home.home, runtimeRoot: home.runtime, runAs: await machineAccount() };
    stack.defer(() => endHolder(place));
    const { member } = await ensureHolder(place, []);
    const space = new NetworkNamespace(member, place.runAs);
    await space.begin();
    const bridge = bridgeName(NODE);
    const cable: HostCable = { bridge, hostBridge: HOST_BRIDGE, ...hostCableNames(NODE) };
    const wanted = {
      ...NO_NETWORK,
      bridges: [{ name: bridge, stp: false, ports: [cable.inside] }],
      hostCables: [cable],
    };

    // A bridge that this host does not have is told, and the rest stands.
    expect([...(await layHostCables(member, [{ ...cable, hostBridge: 'nosuchbr0' }]))]).toEqual([
      [bridge, 'This host has no bridge nosuchbr0.'],
    ]);
    await space.apply(wanted, null);
    expect((await space.links()).map(({ name }) => name)).toEqual(['lo', bridge]);

    // Frames go from the host's bridge into the other, and an answer comes back.
    expect((await layHostCables(member, [cable])).size).toBe(0);
    await space.apply(wanted, null);
    expect((await space.links()).find(({ name }) => name === cable.inside)).toMatchObject({
      master: bridge,
      isUp: true,
    });
    await runCommand(
      'nsenter',
      ['-t', String(member.pid), '-n', 'ip', 'address', 'add', `${GUEST}/24`, 'dev', bridge],
      { timeoutMs: 10_000 },
    );
    await sayHello(GUEST);
    await expectSoon('the neighbour was found', async () =>
      /lladdr/.test(await ip('neighbour', 'show', GUEST)),
    );

    // Once more changes nothing; taken out of the namespace, the end on the host goes, too.
    const before = await ip('-o', 'link', 'show', cable.outside);
    expect((await layHostCables(member, [cable])).size).toBe(0);
    expect(await ip('-o', 'link', 'show', cable.outside)).toBe(before);
    await space.apply(
      { ...wanted, bridges: [{ name: bridge, stp: false, ports: [] }], hostCables: [] },
      null,
    );
    await expect(ip('link', 'show', cable.outside)).rejects.toThrow(/does not exist/);
  },
);

it.runIf(isRoot)('tells when the bridge of the host goes, and joins it again once it is back', async () => {
  await using home = await createTestHome();
  await using stack = new AsyncDisposableStack();
  await ip('link', 'add', HOST_BRIDGE, 'type', 'bridge');
  stack.defer(async () => void (await ip('link', 'delete', HOST_BRIDGE)));
  const bridge = bridgeName(NODE);
  const cable: HostCable = { bridge, hostBridge: HOST_BRIDGE, ...hostCableNames(NODE) };
  const network = {
    ...NO_NETWORK,
    bridges: [{ name: bridge, stp: false, ports: [cable.inside] }],
    hostCables: [cable],
  };
  const keeper = new NamespaceKeeper({
    place: { home: home.home, runtimeRoot: home.runtime, runAs: await machineAccount() },
    needs: () => ({ network, taps: false, switches: { host: false, namespace: false }, guests: [] }),
    onMember: () => {},
    log: pino({ enabled: false }),
  });
  stack.defer(() => keeper.close({ endAll: true }));
  await keeper.require();
  expect(keeper.view.unjoined.size).toBe(0);

  await ip('link', 'delete', HOST_BRIDGE);
  await keeper.look();
  expect(keeper.view.unjoined.get(bridge)).toBe(`This host has no bridge ${HOST_BRIDGE}.`);
  await ip('link', 'add', HOST_BRIDGE, 'type', 'bridge');
  await keeper.look();
  expect(keeper.view.unjoined.size).toBe(0);
  expect(await ip('-o', 'link', 'show', 'master', HOST_BRIDGE)).toContain(cable.outside);

  // The whole cable can be cut as well.
  await ip('link', 'delete', cable.outside);
  await keeper.look();
  expect(await ip('-o', 'link', 'show', 'master', HOST_BRIDGE)).toContain(cable.outside);
});

async function sayHello(address: string): Promise<void> {
  const socket = createSocket('udp4');
  try {
    socket.bind(0);
    await once(socket, 'listening');
    await new Promise((sent) => socket.send('hello', 9, address, sent));
  } finally {
    socket.close();
  }
}
