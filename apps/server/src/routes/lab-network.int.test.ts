import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  type Lab,
  type LabEdit,
  type LabId,
  type LabLink,
  type LabState,
} from '@umlaut/contracts/model';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  awaitPrompt,
  createMachine,
  expectSoon,
  readCapture,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const position = { x: 0, y: 0 };
let server: TestServer;
let lab: LabId;
let alice: BootedGuest;
let bob: BootedGuest;

const sw = labNode.parse({ id: 'n-ssssssssss', position, kind: 'switch', label: 'sw1' });
const linkOf = (letter: string, port: number, changes: Partial<LabLink> = {}): LabLink =>
  labLink.parse({
    id: `k-${letter.repeat(10)}`,
    ends: [
      { nodeId: `n-${letter.repeat(10)}`, port: 0 },
      { nodeId: sw.id, port },
    ],
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    ...changes,
  });

async function edit(...edits: LabEdit[]): Promise<Lab> {
  return (await server.api.labs.edit({ id: lab, edits })).lab;
}

async function stateOf(): Promise<LabState> {
  return server.api.labs.state({ id: lab });
}

beforeAll(async () => {
  server = await startTestServer();
  const ids = [await createMachine(server, 'alice'), await createMachine(server, 'bob')];
  lab = (await server.api.labs.create({ name: 'Lab' })).id;
  await edit(
    { edit: 'put-node', node: sw },
    ...ids.map((machineId, at): LabEdit => {
      const id = `n-${'ab'.charAt(at).repeat(10)}`;
      return { edit: 'put-node', node: labNode.parse({ id, position, kind: 'machine', machineId }) };
    }),
    { edit: 'put-link', link: linkOf('a', 1) },
    { edit: 'put-link', link: linkOf('b', 2) },
  );
  for (const id of ids) await server.api.machines.start({ id });
  const [first, second] = ids;
  if (first === undefined || second === undefined) throw new Error('two machines');
  alice = await awaitPrompt(server, first);
  bob = await awaitPrompt(server, second);
  // Its DHCP client first takes away what addresses there are, and brings the interface up last.
  for (const [guest, address] of [
    [alice, '10.0.0.1'],
    [bob, '10.0.0.2'],
  ] as const) {
    await guest.run(
      `until ip link show vec0 | grep -q ,UP; do sleep 0.1; done; killall udhcpc; ifconfig vec0 ${address}`,
    );
  }
});
afterAll(async () => {
  alice?.[Symbol.dispose]();
  bob?.[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

/** The average round trip of answered pings in milliseconds; null when none was. */
async function ping(options = '-c 3 -i 0.2 -W 2'): Promise<number | null> {
  const said = await alice.run(`ping ${options} 10.0.0.2`);
  const figures = /min\/avg\/max = [\d.]+\/([\d.]+)\//.exec(said);
  return figures === null ? null : Number(figures[1]);
}

it('carries frames across a switch, and tells who was seen where', async () => {
  expect(await ping()).not.toBeNull();
  await expectSoon('both guests are known, and their pings counted', async () => {
    const { nics, switches, links } = await stateOf();
    // The fabric's word is up to a second old: it may be of the middle of the pings.
    const areCounted = (links[0]?.directions[0].frames ?? 0) > 3;
    const areSeen = nics.every(({ addresses, operstate }) => addresses.length === 1 && operstate !== null);
    return areCounted && areSeen && switches[0]?.stations.length === 2;
  });
  const { fabric, links, nics } = await stateOf();
  expect(fabric).toBe('up');
  expect(links).toMatchObject([{ status: 'up' }, { status: 'up' }]);
  expect(links[0]?.directions[0].frames).toBeGreaterThan(3);
  expect(nics.map(({ addresses, operstate }) => [addresses[0], operstate])).toEqual([
    ['10.0.0.1', 'unknown'],
    ['10.0.0.2', 'unknown'],
  ]);
});

it('unplugs and plugs a cable under running guests', async () => {
  await edit({ edit: 'put-link', link: linkOf('b', 2, { enabled: false }) });
  expect(await ping('-c 1 -W 1')).toBeNull();
  expect((await stateOf()).links[1]).toMatchObject({ status: 'unplugged' });
  await edit({ edit: 'put-link', link: linkOf('b', 7) });
  expect(await ping()).not.toBeNull();
});

it('has state and carrier of an interface from its guest', async () => {
  const own = async () => (await stateOf()).nics.find(({ machineId }) => machineId === alice.id);
  await expectSoon('it has a carrier', async () => (await own())?.carrier === true);
  await alice.run('ip link set vec0 down');
  await expectSoon('it is down', async () => (await own())?.operstate === 'down');
  expect((await own())?.carrier).toBeNull();
  await alice.run('ip link set vec0 up');
  await expectSoon('it has a carrier again', async () => (await own())?.carrier === true);
  await expectSoon('frames pass', async () => (await ping('-c 1 -W 1')) !== null);
});

it('delays frames as long as it is told', async () => {
  const slow = { ...NO_IMPAIRMENT, delayMs: 50 };
  await edit({ edit: 'put-link', link: linkOf('a', 1, { impairments: [slow, slow] }) });
  // Never sooner; and not later but for what else the host has to do.
  await expectSoon('a ping takes little more than that', async () => {
    const elapsed = await ping();
    expect(elapsed).toBeGreaterThanOrEqual(100);
    return elapsed !== null && elapsed < 115;
  });
  await edit({ edit: 'put-link', link: linkOf('a', 1) });
});

it('captures what passes a link, as tcpdump reads it', async () => {
  const { labs } = server.api;
  const wrong = labs.startCapture({ id: lab, linkId: linkOf('a', 1).id, filter: 'icmp and and' });
  await expect(wrong).rejects.toThrow(/syntax error/);
  const { id: captureId } = await labs.startCapture({ id: lab, linkId: linkOf('a', 1).id, filter: 'icmp' });
  expect(await ping('-c 2 -i 0.2')).not.toBeNull();
  const stopped = await labs.stopCapture({ id: lab, captureId });
  expect(stopped).toMatchObject({ frames: 4, problem: null });
  const said = await readCapture(server, lab, captureId);
  expect(said.match(/10\.0\.0\.1 > 10\.0\.0\.2: ICMP echo request/g)).toHaveLength(2);
  expect(said.match(/10\.0\.0\.2 > 10\.0\.0\.1: ICMP echo reply/g)).toHaveLength(2);
  await labs.removeCapture({ id: lab, captureId });
  expect((await labs.captures({ id: lab })).items).toEqual([]);
  expect((await server.fetch(`/api/v1/labs/${lab}/captures/${captureId}/file`)).status).toBe(404);
});

it('goes on while the server is killed and comes back', async () => {
  const before = (await stateOf()).links[0]?.directions[0].frames ?? 0;
  await server.kill9();
  await server.restart();
  // Its console went with the server.
  alice = await awaitPrompt(server, alice.id);
  expect(await ping()).not.toBeNull();
  await expectSoon('the new server sees the same fabric', async () => {
    return ((await stateOf()).links[0]?.directions[0].frames ?? 0) > before;
  });
});

it('pauses, and no more, when the fabric is killed', async () => {
  const { pid } = JSON.parse(await readFile(join(server.home.home, 'fabric.json'), 'utf8')) as {
    pid: number;
  };
  const { labs } = server.api;
  const { id: captureId } = await labs.startCapture({ id: lab, linkId: linkOf('a', 1).id, filter: '' });
  const followed = await server.fetch(`/api/v1/labs/${lab}/captures/${captureId}/file?follow=1`);
  process.kill(pid, 'SIGKILL');
  // Whoever follows it is cut off; and nobody is told meanwhile that there are no captures.
  await expect(followed.arrayBuffer()).rejects.toThrow(/terminated|aborted/);
  const listed = async (): Promise<string> =>
    labs.captures({ id: lab }).then(
      ({ items }) => items.map(({ id }) => id).join(),
      (error: { code?: string }) => error.code ?? 'something else',
    );
  const answers = new Set<string>();
  await expectSoon('the capture is listed again', async () => {
    const answer = await listed();
    answers.add(answer);
    return answer === captureId;
  });
  expect([...answers].filter((one) => one !== 'FABRIC_UNREACHABLE')).toEqual([captureId]);
  await expectSoon('another fabric carries frames', async () => (await ping('-c 1 -W 1')) !== null);
  // And it goes on with the capture.
  await expectSoon('the ping is captured', async () => {
    const { items } = await labs.captures({ id: lab });
    return (items[0]?.stoppedAt ?? null) === null && (items[0]?.frames ?? 0) >= 2;
  });
  await labs.removeCapture({ id: lab, captureId });
  await expectSoon('the server says so', async () => (await stateOf()).fabric === 'up');
  expect((await stateOf()).problem).toBeNull();
});

it('adds an interface to a running guest and takes it away when it is down', async () => {
  const { nics } = await server.api.nics.add({ id: alice.id });
  expect(nics).toHaveLength(2);
  await expectSoon('the guest has it', async () => (await alice.run('ls /sys/class/net')).includes('vec1'));
  await alice.run('until ip link show vec1 | grep -q UP; do sleep 0.1; done');
  await expect(server.api.nics.remove({ id: alice.id, number: 1 })).rejects.toThrow(/has vec1 up/);
  await alice.run('ip link set vec1 down');
  expect((await server.api.nics.remove({ id: alice.id, number: 1 })).nics).toHaveLength(1);
  expect(await alice.run('ls /sys/class/net')).not.toContain('vec1');
});
