import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  type LabEdit,
  type LabId,
  type MachineId,
  type ReachQuestion,
  type ReachReport,
} from '@umlaut/contracts/model';
import {
  awaitPrompt,
  createMachine,
  expectSoon,
  startTestServer,
  toUmlautError,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const position = { x: 0, y: 0 };
const sw = labNode.parse({ id: 'n-ssssssssss', position, kind: 'switch', label: 'sw1' });
const NAMES = ['alice', 'bob', 'router'] as const;
const nodeOf = (name: string): string => `n-${name.charAt(0).repeat(10)}`;

let server: TestServer;
let lab: LabId;
let guests: Record<(typeof NAMES)[number], BootedGuest>;
let machines: Record<(typeof NAMES)[number], MachineId>;

const link = (id: string, ends: [string, number, unknown?][], changes: object = {}): LabEdit => ({
  edit: 'put-link',
  link: labLink.parse({
    id: `k-${id.repeat(10)}`,
    ends: ends.map(([nodeId, port, vlan]) => ({ nodeId, port, ...(vlan === undefined ? {} : { vlan }) })),
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    ...changes,
  }),
});
const aliceLink = (): LabEdit =>
  link('a', [
    [nodeOf('alice'), 0],
    [sw.id, 1],
  ]);
const bobLink = (changes: object = {}, vlan?: unknown): LabEdit =>
  link(
    'b',
    [
      [nodeOf('bob'), 0],
      [sw.id, 2, vlan],
    ],
    changes,
  );

async function edit(...edits: LabEdit[]): Promise<void> {
  await server.api.labs.edit({ id: lab, edits });
}

async function reach(changes: Partial<ReachQuestion> = {}): Promise<ReachReport> {
  const { alice: from, bob: to } = machines;
  return server.api.labs.reach({ id: lab, from, to, ...changes });
}

async function seen(...addresses: string[]): Promise<void> {
  await expectSoon(`${addresses.join()} were seen`, async () => {
    const { nics } = await server.api.labs.state({ id: lab });
    const all = new Set(nics.flatMap((nic) => nic.addresses));
    return addresses.every((address) => all.has(address));
  });
}

beforeAll(async () => {
  server = await startTestServer();
  machines = {
    alice: await createMachine(server, 'alice'),
    bob: await createMachine(server, 'bob'),
    router: await createMachine(server, 'router', { nicCount: 2 }),
  };
  lab = (await server.api.labs.create({ name: 'Lab' })).id;
  await edit(
    { edit: 'put-node', node: sw },
    ...NAMES.map((name): LabEdit => ({
      edit: 'put-node',
      node: labNode.parse({ id: nodeOf(name), position, kind: 'machine', machineId: machines[name] }),
    })),
    aliceLink(),
    bobLink(),
  );
  for (const name of NAMES) await server.api.machines.start({ id: machines[name] });
  guests = {
    alice: await awaitPrompt(server, machines.alice),
    bob: await awaitPrompt(server, machines.bob),
    router: await awaitPrompt(server, machines.router),
  };
  for (const guest of Object.values(guests)) {
    await guest.run('until ip link show vec0 | grep -q ,UP; do sleep 0.1; done; killall udhcpc');
  }
});
afterAll(async () => {
  for (const guest of Object.values(guests ?? {})) guest[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

it('needs addresses, and says whose is missing', async () => {
  expect(await reach()).toMatchObject({
    outcome: 'stopped',
    verdict: expect.stringContaining('bob has no address') as string,
  });
  await guests.bob.run('ifconfig vec0 10.0.0.2; arping -c 1 -w 1 -U -I vec0 10.0.0.2');
  await seen('10.0.0.2');
  expect(await reach()).toMatchObject({
    outcome: 'stopped',
    verdict: expect.stringContaining('alice has no address yet. bob was found') as string,
    to: { address: '10.0.0.2' },
  });
  await guests.alice.run('ifconfig vec0 10.0.0.1; ping -c 1 -W 2 10.0.0.2');
  await seen('10.0.0.1', '10.0.0.2');
});

it('pings on behalf of a machine, and tells each step', async () => {
  const report = await reach();
  expect(report).toMatchObject({ outcome: 'reached', sent: 5, answered: 5, stoppedAt: null, note: null });
  expect(report.verdict).toMatch(
    /^alice reaches bob \(10\.0\.0\.2\): 5 pings answered, \d+\.\d ms there and back\.$/,
  );
  expect(report.roundTripMs?.mean).toBeLessThan(100);
  expect(report.links).toEqual(['k-aaaaaaaaaa', 'k-bbbbbbbbbb']);
  expect(report.frames.map(({ title }) => title)).toEqual([
    'alice asks who has 10.0.0.2 (ARP)',
    'bob answers',
    'Ping 1',
    'Answer to ping 1',
  ]);
  expect(report.frames[2]?.steps.map(({ text }) => text)).toEqual([
    'alice sends it at vec0',
    expect.stringMatching(/^Passes the link between alice vec0 and sw1 port 1/),
    'sw1 takes it at port 1 and sends it to port 2, where it heard that address (VLAN 1)',
    expect.stringMatching(/^Passes the link between bob vec0 and sw1 port 2/),
    'bob gets it at vec0',
  ]);
});

it('says which link is unplugged, which port is in another VLAN, which interface is down', async () => {
  await edit(bobLink({ enabled: false }));
  expect(await reach()).toMatchObject({
    outcome: 'stopped',
    verdict: expect.stringContaining('between bob vec0 and sw1 port 2 is unplugged') as string,
    stoppedAt: { kind: 'link', id: 'k-bbbbbbbbbb' },
  });
  await edit(bobLink({}, { mode: 'access', vlan: 20 }));
  expect(await reach()).toMatchObject({
    outcome: 'stopped',
    verdict: expect.stringContaining(
      'Stopped at sw1: the frame is in VLAN 1, and port 2, which leads to bob, is in VLAN 20.',
    ) as string,
    stoppedAt: { kind: 'node', id: sw.id },
  });
  await edit(bobLink());
  await guests.bob.run('ifconfig vec0 down');
  expect(await reach()).toMatchObject({
    verdict: expect.stringContaining('bob does not answer: its vec0 is down.') as string,
    stoppedAt: { kind: 'node', id: nodeOf('bob') },
  });
  await guests.bob.run('ifconfig vec0 10.0.0.2 up');
});

it('counts what a bad line loses', async () => {
  const bad = { ...NO_IMPAIRMENT, lossPercent: 50 };
  await edit(bobLink({ impairments: [NO_IMPAIRMENT, bad] }));
  let lossy: ReachReport | null = null;
  // By chance all five may come through, or none.
  for (let tries = 0; tries < 8 && lossy?.outcome !== 'partly'; tries += 1) lossy = await reach();
  expect(lossy).toMatchObject({
    outcome: 'partly',
    stoppedAt: { kind: 'link', id: 'k-bbbbbbbbbb' },
    verdict: expect.stringContaining('which loses 50 % of the frames') as string,
  });
  await edit(bobLink());
});

it('follows what the two say by themselves, and sends nothing', async () => {
  const watching = reach({ mode: 'watch' });
  guests.alice.shell.type('ping -c 40 -i 0.2 10.0.0.2\n');
  const report = await watching;
  expect(report).toMatchObject({ outcome: 'reached', mode: 'watch' });
  expect(report.sent).toBeGreaterThan(5);
  expect(report.answered).toBe(report.sent);
  expect(report.verdict).toMatch(/^alice sent \d+ frames, all of which arrived\. bob sent/);
  await guests.alice.shell.expect(/packets transmitted[^]*:~# /);
});

it('ends at once when the one who asked goes', async () => {
  const asking = new AbortController();
  const { alice: from, bob: to } = machines;
  const cancelled = server.api.labs.reach({ id: lab, from, to, mode: 'watch' }, { signal: asking.signal });
  setTimeout(() => asking.abort(), 300);
  await expect(cancelled).rejects.toThrow(/abort/i);
  // Four at a time are possible: a fifth would be refused if they had stayed.
  const again = await Promise.all([reach(), reach(), reach(), reach()]);
  expect(again.map(({ outcome }) => outcome)).toEqual(Array(4).fill('reached'));
});

it('follows packets through a router, and says when it does not forward', async () => {
  await edit(
    { edit: 'remove-link', id: 'k-bbbbbbbbbb' as never },
    link('r', [
      [nodeOf('router'), 0],
      [sw.id, 3],
    ]),
    link('t', [
      [nodeOf('router'), 1],
      [nodeOf('bob'), 0],
    ]),
  );
  await guests.bob.run('ifconfig vec0 10.2.0.2 netmask 255.255.255.0; route add default gw 10.2.0.1');
  await guests.router.run(
    'killall udhcpc; ifconfig vec0 10.0.0.9 netmask 255.255.255.0; ifconfig vec1 10.2.0.1 netmask 255.255.255.0',
  );
  await guests.router.run(
    'echo 0 >/proc/sys/net/ipv4/ip_forward; ping -c 1 -W 2 10.2.0.2; ping -c 1 -W 2 10.0.0.1',
  );
  await seen('10.0.0.9', '10.2.0.2', '10.2.0.1');
  const closed = await reach({ address: '10.2.0.2' });
  expect(closed).toMatchObject({
    outcome: 'stopped',
    verdict: expect.stringContaining('router got it and does not forward packets.') as string,
    note: expect.stringContaining('router (10.0.0.9)') as string,
    stoppedAt: { kind: 'node', id: nodeOf('router') },
  });
  await guests.router.run('echo 1 >/proc/sys/net/ipv4/ip_forward');
  const open = await reach({ address: '10.2.0.2' });
  expect(open).toMatchObject({ outcome: 'reached', answered: 5 });
  expect(open.links).toEqual(['k-aaaaaaaaaa', 'k-rrrrrrrrrr', 'k-tttttttttt']);
  expect(open.frames.at(-2)?.steps.map(({ text }) => text)).toContain('router sends it on at vec1');
  // The way back is missing: bob has no route.
  await guests.bob.run('route del default');
  expect(await reach({ address: '10.2.0.2' })).toMatchObject({
    verdict: expect.stringContaining('bob got the ping for 10.2.0.2 and did not answer.') as string,
  });
});

it('says what cannot be without sending anything', async () => {
  const { alice, bob } = machines;
  await edit({ edit: 'remove-link', id: 'k-tttttttttt' as never });
  expect(await reach()).toMatchObject({ verdict: 'bob is not plugged into anything.', frames: [] });
  const same = server.api.labs.reach({ id: lab, from: alice, to: alice });
  expect(toUmlautError(await same.catch((thrown: unknown) => thrown))).toMatchObject({
    code: 'INVALID_INPUT',
  });
  await edit(bobLink());
  await server.api.machines.powerOff({ id: bob });
  await expectSoon('bob is stopped', async () => {
    return (await server.api.machines.get({ id: bob })).state.phase === 'stopped';
  });
  expect(await reach()).toMatchObject({ verdict: 'bob does not run.', advice: 'Start it.' });
});
