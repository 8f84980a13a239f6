import { NO_IMPAIRMENT, captureId, labLinkId, type Impairment, type PortVlan } from '@umlaut/contracts/model';
import { TestFabric, bootNetworkGuest, createTestHome, expectSoon, type NetworkGuest } from '@umlaut/testkit';
import { startCapture, type FabricConfig } from '@umlaut/contracts/fabric';
import { createSocket } from 'node:dgram';
import { expect, it } from 'vitest';

/** One pair of guests for all of it: what happens between them is changed while they run, as people do. */
it('carries what real guests say, as it is configured to, and comes back after a crash', async () => {
  await using home = await createTestHome();
  await using fabric = await TestFabric.start(home);
  await fabric.configure(star(fabric, {}));
  const booted = await Promise.all(['a', 'b'].map((name) => bootNetworkGuest([fabric.tunnel(name).launch])));
  await using stack = new AsyncDisposableStack();
  for (const guest of booted) stack.use(guest);
  const [a, b] = booted as [NetworkGuest, NetworkGuest];
  await Promise.all([a.setAddress('vec0', '10.9.0.1'), b.setAddress('vec0', '10.9.0.2')]);

  // They reach each other, and the fabric knows their addresses and where they are.
  expect(await pings(a, 3)).toBe(3);
  await expectSoon('addresses are seen', async () => {
    const { nics } = await fabric.client.state();
    return nics.map(({ addresses }) => addresses[0]).join() === '10.9.0.1,10.9.0.2';
  });
  const [first] = (await fabric.client.state()).switches;
  expect(first?.stations.map(({ mac, port }) => `${mac} ${port}`).toSorted()).toEqual([
    '02:00:00:00:00:01 1',
    '02:00:00:00:00:02 2',
  ]);

  // Another process of this host knows no cookie. (It has the guest's address only while the guest does not.)
  await b.run('ifconfig vec0 down');
  await sendForged(fabric, 'b');
  await expectSoon('it was counted', async () => {
    const { nics } = await fabric.client.state();
    return nics[1]?.sent.drops['wrong-cookie'] === 1;
  });
  await b.run('ifconfig vec0 10.9.0.2 up');
  expect(await pings(a, 3)).toBe(3);

  // 50 ms there and 25 ms back, and gone again.
  await fabric.configure(star(fabric, { impairments: [{ delayMs: 50 }, { delayMs: 25 }] }));
  // Never sooner; and not later but for what else the host has to do.
  await expectSoon('the way takes 75 ms, within 4', async () => {
    const slow = await roundTrip(a);
    expect(slow).toBeGreaterThan(74.9);
    return slow < 79;
  });
  await fabric.configure(star(fabric, {}));
  await expectSoon('the way takes no time any more', async () => (await roundTrip(a)) < 4);

  // Unplugged and plugged in again under traffic: some are lost, then it goes on.
  a.shell.type('ping -c 60 -i 0.1 10.9.0.2; echo pinged\n');
  await a.shell.expect(/seq=3 /);
  await fabric.configure(star(fabric, { enabled: false }));
  await expectSoon('frames are dropped at the plug', async () => {
    const { links } = await fabric.client.state();
    return (links[0]?.directions[0].drops.unplugged ?? 0) > 3;
  });
  await fabric.configure(star(fabric, {}));
  const received = Number((await a.shell.expect(/(\d+) packets received[^]*pinged\r\n/))[1]);
  expect(received).toBeGreaterThan(20);
  expect(received).toBeLessThan(58);

  // Of different VLANs they are strangers.
  await fabric.configure(star(fabric, { vlans: [10, 20] }));
  expect(await pings(a, 3)).toBe(0);
  await fabric.configure(star(fabric, { vlans: [10, 10] }));
  expect(await pings(a, 3)).toBe(3);

  // Over a trunk between two switches frames have tags, and only those of its VLANs pass.
  await fabric.configure(trunk(fabric, [10]));
  const capture = captureId.parse('c-aaaaaaaaaa');
  await fabric.client.startCapture(
    startCapture.parse({ id: capture, linkId: TRUNK, filter: 'vlan 10 and icmp' }),
  );
  expect(await pings(a, 3)).toBe(3);
  await expectSoon('each question and answer had a tag', async () => {
    const [found] = await fabric.client.captures();
    return found?.frames === 6;
  });
  await fabric.client.removeCapture(capture);
  await fabric.configure(trunk(fabric, [20]));
  expect(await pings(a, 2)).toBe(0);

  // Everything twice: each question comes twice, and is answered twice.
  await fabric.configure(star(fabric, { impairments: [{ duplicatePercent: 100 }, {}] }));
  const twice = await a.run('ping -c 4 -i 0.2 -W 1 10.9.0.2');
  expect(twice).toMatch(/4 packets received, [34] duplicates/);

  // One bit of each frame is turned: hardly any bit but the sender's address may be another, and all is well again.
  await fabric.configure(star(fabric, { impairments: [{ corruptPercent: 100 }, {}] }));
  const answered = /(\d+) packets received/.exec(await a.run('ping -c 20 -i 0.1 -W 1 -s 1200 10.9.0.2'));
  expect(Number(answered?.[1])).toBeLessThan(5);
  await fabric.configure(star(fabric, {}));
  expect(await pings(a, 3)).toBe(3);

  // 2 Mbit/s for 300 KiB of TCP: never faster, whatever else the host does; and faster without.
  await fabric.configure(star(fabric, { impairments: [{ rateKbit: 2000 }, {}] }));
  const slow = await transfer(a, b);
  expect(slow).toBeGreaterThan((TRANSFER_BYTES * 8) / 2000);
  await fabric.configure(star(fabric, {}));
  await expectSoon('it takes no longer than the bottleneck did', async () => (await transfer(a, b)) < slow);

  // A fabric that is killed and started again finds everything in its folder: guests see a pause.
  a.shell.type('ping -c 80 -i 0.1 10.9.0.2; echo pinged\n');
  await a.shell.expect(/seq=3 /);
  const before = await fabric.pid();
  await fabric.kill();
  await fabric.start();
  expect(await fabric.pid()).not.toBe(before);
  const after = Number((await a.shell.expect(/(\d+) packets received[^]*pinged\r\n/))[1]);
  expect(after).toBeGreaterThan(30);
  expect(await pings(b, 3, '10.9.0.1')).toBe(3);
});

interface Change {
  enabled?: boolean;
  vlans?: [number, number];
  impairments?: [Partial<Impairment>, Partial<Impairment>];
}

/** Both on one switch; what is changed concerns the link of "a", VLANs both. */
function star(fabric: TestFabric, change: Change): Omit<FabricConfig, 'revision'> {
  const { enabled = true, vlans = [1, 1], impairments = [{}, {}] } = change;
  const links = ['a', 'b'].map((name, at) => ({
    id: `k-${name.repeat(10)}`,
    enabled: name === 'a' ? enabled : true,
    impairments: impairments.map((changes) => ({ ...NO_IMPAIRMENT, ...(name === 'a' ? changes : {}) })),
    ends: [
      { kind: 'nic', nic: fabric.tunnel(name).fabric.id },
      { kind: 'node', node: 'n-ssssssssss', port: at + 1, vlan: accessTo(vlans[at] ?? 1) },
    ],
  }));
  return {
    nics: ['a', 'b'].map((name) => fabric.tunnel(name).fabric),
    nodes: [
      { kind: 'switch', id: 'n-ssssssssss', ageingSeconds: 300, stormGuard: true, dhcp: null, names: [] },
    ],
    links,
  } as unknown as Omit<FabricConfig, 'revision'>;
}

const TRUNK = labLinkId.parse(`k-${'t'.repeat(10)}`);

/** Each on a switch of its own in VLAN 10; what is between the two switches is tagged. */
function trunk(fabric: TestFabric, vlans: number[]): Omit<FabricConfig, 'revision'> {
  const nodes = ['s', 't'].map((name) => `n-${name.repeat(10)}`);
  const both = star(fabric, {});
  const link = { enabled: true, impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT] };
  return {
    nics: both.nics,
    nodes: nodes.map((id) => ({ ...both.nodes[0], id })),
    links: [
      ...both.links.map((one, at) => ({
        ...one,
        ends: [one.ends[0], { kind: 'node', node: nodes[at], port: 1, vlan: accessTo(10) }],
      })),
      {
        ...link,
        id: TRUNK,
        ends: nodes.map((node) => ({
          kind: 'node',
          node,
          port: 2,
          vlan: { mode: 'trunk', vlans, native: null },
        })),
      },
    ],
  } as unknown as Omit<FabricConfig, 'revision'>;
}

const TRANSFER_BYTES = 300 * 1024;

/** @returns how long it took over TCP, in milliseconds, until the last byte was there */
async function transfer(from: NetworkGuest, to: NetworkGuest): Promise<number> {
  await to.run(
    'rm -f /tmp/end; (nc -l -p 5000 | wc -c >/tmp/got; echo end >/tmp/end) & until netstat -ltn | grep -q :5000; do sleep 0.1; done',
  );
  const began = performance.now();
  await from.run(`dd if=/dev/zero bs=1024 count=${TRANSFER_BYTES / 1024} 2>/dev/null | nc 10.9.0.2 5000`);
  const got = await to.run('until [ -e /tmp/end ]; do sleep 0.05; done; sed "s/.*/n=&=/" /tmp/got');
  const took = performance.now() - began;
  expect(Number(/n=\s*(\d+)=/.exec(got)?.[1])).toBe(TRANSFER_BYTES);
  return took;
}

function accessTo(vlan: number): PortVlan {
  return { mode: 'access', vlan };
}

/** @returns how many of so many were answered */
async function pings(guest: NetworkGuest, count: number, to = '10.9.0.2'): Promise<number> {
  const text = await guest.run(`ping -c ${count} -i 0.2 -W 1 ${to}`);
  return Number(/(\d+) packets received/.exec(text)?.[1]);
}

/** The shortest of some, in milliseconds: the host is busy with other things. */
async function roundTrip(guest: NetworkGuest): Promise<number> {
  const text = await guest.run('ping -c 10 -i 0.1 10.9.0.2');
  return Number(/min\/avg\/max = ([\d.]+)/.exec(text)?.[1]);
}

async function sendForged(fabric: TestFabric, name: string): Promise<void> {
  const { local, remote, rxSession } = fabric.tunnel(name).fabric;
  const datagram = Buffer.alloc(76, 0xff);
  datagram.writeUInt32BE(0x0003_0000, 0);
  datagram.writeUInt32BE(rxSession, 4);
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((bound) => socket.bind(remote.port, remote.address, bound));
    await new Promise((sent) => socket.send(datagram, local.port, local.address, sent));
  } finally {
    socket.close();
  }
}
