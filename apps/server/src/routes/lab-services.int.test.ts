import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
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
