import { once } from 'node:events';
import { createServer as createHttpServer, get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { NO_IMPAIRMENT, labLink, labNode, type LabEdit, type LabId } from '@umlaut/contracts/model';
import {
  awaitPrompt,
  createMachine,
  expectSoon,
  startTestServer,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const position = { x: 0, y: 0 };
/** passt needs a route to the Internet, so there is such an address. */
const HOST = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

let server: TestServer;
let lab: LabId;
let alice: BootedGuest;
let bob: BootedGuest;

const node = (letter: string, port: number) => ({ nodeId: `n-${letter.repeat(10)}`, port });
const link = (letter: string, ends: [ReturnType<typeof node>, ReturnType<typeof node>]): LabEdit => ({
  edit: 'put-link',
  link: labLink.parse({ id: `k-${letter.repeat(10)}`, ends, impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT] }),
});

async function edit(...edits: LabEdit[]): Promise<void> {
  await server.api.labs.edit({ id: lab, edits });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

beforeAll(async () => {
  server = await startTestServer();
  const ids = [await createMachine(server, 'alice'), await createMachine(server, 'bob')];
  lab = (await server.api.labs.create({ name: 'Lab' })).id;
  const dhcp = { subnet: '10.7.0.0/24' };
  const sw = labNode.parse({ id: 'n-ssssssssss', position, kind: 'switch', label: 'sw', dhcp });
  await edit(
    { edit: 'put-node', node: sw },
    ...ids.map((machineId, at): LabEdit => {
      const id = node('ab'.charAt(at), 0).nodeId;
      return { edit: 'put-node', node: labNode.parse({ id, position, kind: 'machine', machineId }) };
    }),
    link('a', [node('a', 0), node('s', 1)]),
    link('b', [node('b', 0), node('s', 2)]),
  );
  for (const id of ids) await server.api.machines.start({ id });
  const [first, second] = ids;
  if (first === undefined || second === undefined) throw new Error('two machines');
  alice = await awaitPrompt(server, first);
  bob = await awaitPrompt(server, second);
});
afterAll(async () => {
  alice?.[Symbol.dispose]();
  bob?.[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const addressOf = async (guest: BootedGuest) =>
  /inet ([\d.]+)\//.exec(await guest.run('ip -4 addr show vec0'))?.[1] ?? null;

it('gives addresses and names to guests', async () => {
  await expectSoon('both have an address', async () => {
    return (await addressOf(alice)) !== null && (await addressOf(bob)) !== null;
  });
  const address = await addressOf(bob);
  expect(address).toMatch(/^10\.7\.0\.[23]$/);
  expect(await alice.run('nslookup bob.lab 10.7.0.1')).toContain(`Address: ${address}`);
  expect(await alice.run('nslookup nobody.lab 10.7.0.1 2>&1')).toContain('NXDOMAIN');
  expect(await alice.run('nslookup example.org 10.7.0.1 2>&1')).toContain('REFUSED');
  expect(await alice.run('ping -c 1 -W 5 bob')).toContain('1 packets received');
  expect(await alice.run('ping -c 1 -W 5 10.7.0.1')).toContain('1 packets received');
  // The fabric tells of them once a second.
  await expectSoon('both leases are listed', async () => {
    const { switches } = await server.api.labs.state({ id: lab });
    const names = switches[0]?.leases.map(({ hostname }) => hostname).toSorted();
    return names?.join() === 'alice,bob';
  });
});

it('brings a guest to the Internet, and the host to a port of the guest', async () => {
  const web = createHttpServer((_, response) => response.end('from the host')).listen(0, HOST);
  await once(web, 'listening');
  const hostPort = await freePort();
  const forwards = [{ protocol: 'tcp', hostPort, guestPort: 80 }];
  const uplink = labNode.parse({ id: 'n-uuuuuuuuuu', position, kind: 'uplink', label: 'Internet', forwards });
  await edit({ edit: 'put-node', node: uplink }, link('a', [node('a', 0), node('u', 0)]));
  await expectSoon('the uplink is up', async () => {
    return (await server.api.labs.state({ id: lab })).uplinks[0]?.status === 'up';
  });
  await alice.run('killall udhcpc; ip addr flush dev vec0; udhcpc -i vec0 -n -q');
  expect(await addressOf(alice)).toBe('10.0.2.2');
  const { port } = web.address() as AddressInfo;
  expect(await alice.run(`wget -q -O - http://${HOST}:${port}/`)).toContain('from the host');
  await alice.run('mkdir -p /tmp/www; echo from the guest >/tmp/www/index.html; httpd -p 80 -h /tmp/www');
  const answer = await fetch(`http://127.0.0.1:${hostPort}/`);
  expect(await answer.text()).toBe('from the guest\n');
  web.close();
});

it('leads each port of the host to its own machine, and opens one that was taken when it is free', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const ports = [await freePort(), await freePort(), (blocker.address() as AddressInfo).port] as const;
  const forward = (at: 0 | 1 | 2, letter: string) => ({
    protocol: 'tcp',
    hostPort: ports[at],
    guestPort: 80,
    target: { machine: node(letter, 0).nodeId },
  });
  const gate = (...forwards: object[]) =>
    labNode.parse({ id: 'n-vvvvvvvvvv', position, kind: 'uplink', label: 'Internet', forwards });
  const plain = labNode.parse({ id: 'n-tttttttttt', position, kind: 'switch', label: 'plain' });
  // Nothing is heard of either before it is asked to speak.
  for (const guest of [alice, bob]) await guest.run('killall udhcpc httpd; ip link set vec0 down');
  const forwards = [forward(0, 'a'), forward(1, 'b'), forward(2, 'b')] as const;
  await edit(
    { edit: 'remove-node', id: labNode.parse({ ...plain, id: 'n-uuuuuuuuuu' }).id },
    { edit: 'remove-node', id: labNode.parse({ ...plain, id: 'n-ssssssssss' }).id },
    { edit: 'put-node', node: plain },
    { edit: 'put-node', node: gate(...forwards) },
    link('v', [node('v', 0), node('t', 0)]),
    link('a', [node('a', 0), node('t', 1)]),
    link('b', [node('b', 0), node('t', 2)]),
  );
  const states = async () => (await server.api.labs.state({ id: lab })).uplinks[0];
  const become = async (...wanted: string[]) =>
    expect
      .poll(async () => (await states())?.forwards.map(({ status }) => status), { timeout: 20_000 })
      .toEqual(wanted);
  await become('waiting', 'waiting', 'taken');
  expect((await states())?.status).toBe('up');
  // Bob first: a port without a machine would lead to him.
  for (const [guest, name] of [
    [bob, 'bob'],
    [alice, 'alice'],
  ] as const) {
    await guest.run('ip addr flush dev vec0; ip link set vec0 up; udhcpc -i vec0 -n -q');
    await guest.run(
      `mkdir -p /tmp/${name}; echo ${name} >/tmp/${name}/index.html; httpd -p 80 -h /tmp/${name}`,
    );
  }
  await become('listening', 'listening', 'taken');
  expect(await body(ports[0])).toBe('alice\n');
  expect(await body(ports[1])).toBe('bob\n');
  blocker.close();
  await become('listening', 'listening', 'listening');
  expect(await body(ports[2])).toBe('bob\n');
  await edit({ edit: 'put-node', node: gate({ ...forwards[0], target: forwards[1].target }) });
  await become('listening');
  expect(await body(ports[0])).toBe('bob\n');
  // Another lab that wants the same port is told which has it.
  const other = await server.api.labs.create({ name: 'Second' });
  const [up, hub] = [
    labNode.parse({ ...gate({ ...forwards[0], target: null }), id: 'n-wwwwwwwwww' }),
    labNode.parse({ id: 'n-hhhhhhhhhh', position, kind: 'hub', label: 'hub' }),
  ];
  await server.api.labs.edit({
    id: other.id,
    edits: [
      { edit: 'put-node', node: up },
      { edit: 'put-node', node: hub },
      link('w', [node('w', 0), node('h', 0)]),
    ],
  });
  await expectSoon('the other lab is told', async () => {
    const [uplink] = (await server.api.labs.state({ id: other.id })).uplinks;
    const words = `The lab "Lab" forwards TCP port ${ports[0]} of this host.`;
    return uplink?.status === 'up' && uplink.forwards[0]?.problem === words;
  });
  await server.api.labs.remove({ id: other.id });
});

/** Over a connection of its own. */
async function body(port: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get({ host: '127.0.0.1', port, agent: false }, (response) => {
    response.toArray().then((chunks) => resolve(Buffer.concat(chunks as Buffer[]).toString()), reject);
  }).on('error', (error) => reject(new Error(`port ${port}`, { cause: error })));
  return promise;
}
