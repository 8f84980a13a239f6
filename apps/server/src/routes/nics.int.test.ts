import { isUmlautError, type UmlautError } from '@umlaut/contracts/errors';
import { NO_IMPAIRMENT, labLink, labNode, nicTransport, type MachineId } from '@umlaut/contracts/model';
import { createMachine, startTestServer, toUmlautError, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
let id: MachineId;

beforeAll(async () => {
  server = await startTestServer();
  id = await createMachine(server, 'alice');
});
afterAll(async () => server[Symbol.asyncDispose]());

async function refusal(promise: Promise<unknown>): Promise<UmlautError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => toUmlautError(thrown),
  );
  if (!isUmlautError(error)) throw new Error('It was not refused');
  return error;
}

const tunnel = {
  kind: 'l2tpv3' as const,
  src: '127.0.0.1',
  dst: '127.0.0.1',
  srcport: 5001,
  dstport: 5002,
  rx_session: 1,
  tx_session: 2,
};

it('tells of every kind, and why a machine cannot have it', async () => {
  const { items } = await server.api.nics.types({ id });
  expect(items.find(({ kind }) => kind === 'fabric')).toMatchObject({ available: true, reason: null });
  // vec0 is of the fabric, whose tunnels end on the host's network.
  expect(items.find(({ kind }) => kind === 'gre')?.reason).toMatch(/vec0 \(fabric\)/);
  expect(items.find(({ kind }) => kind === 'fd')).toMatchObject({ available: false, remedy: null });
  const alone = await server.api.nics.types({ id, number: 0 });
  expect(alone.items.find(({ kind }) => kind === 'gre')?.reason ?? '').not.toMatch(/vec0/);
});

it('takes no interface that would panic the guest, or that its others are in the way of', async () => {
  const { add } = server.api.nics;
  const session = { ...tunnel, rx_session: 0xffff_ffff };
  expect(await refusal(add({ id, transport: session }))).toMatchObject({ code: 'INVALID_INPUT' });
  const family = { ...tunnel, dst: '::1' };
  expect(await refusal(add({ id, transport: family }))).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'transport.dst',
  });
  const noName = { kind: 'tap' as const, place: 'host' as const };
  expect(await refusal(add({ id, transport: noName }))).toMatchObject({ field: 'transport.ifname' });
  expect(await refusal(add({ id, transport: { kind: 'mcast' } }))).toMatchObject({
    code: 'NIC_UNAVAILABLE',
    field: 'transport',
    message: expect.stringMatching(/eth1 \(mcast\).*vec0 \(fabric\)/) as string,
  });
});

it('changes an interface, and takes its link when what it is plugged into changes', async () => {
  const { labs, nics } = server.api;
  const position = { x: 0, y: 0 };
  const machine = labNode.parse({ id: 'n-aaaaaaaaaa', position, kind: 'machine', machineId: id });
  const hub = labNode.parse({ id: 'n-hhhhhhhhhh', position, kind: 'hub', label: 'hub' });
  const link = labLink.parse({
    id: 'k-aaaaaaaaaa',
    ends: [
      { nodeId: machine.id, port: 0 },
      { nodeId: hub.id, port: 0 },
    ],
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
  const { id: lab } = await labs.create({ name: 'Lab' });
  await labs.edit({
    id: lab,
    edits: [
      { edit: 'put-node', node: machine },
      { edit: 'put-node', node: hub },
      { edit: 'put-link', link },
    ],
  });
  const changed = await nics.update({ id, number: 0, transport: tunnel });
  expect(changed.nics[0]).toMatchObject({ number: 0, transport: { kind: 'l2tpv3', rx_session: 1 } });
  expect((await labs.get({ id: lab })).lab.links).toEqual([]);
  const { items } = await server.api.activity.list({ limit: 1 });
  expect(items[0]?.message).toMatch(/vec0 to vec0 \(l2tpv3\); its link in a lab was removed/);

  const twice = await nics.update({ id, number: 0, transport: tunnel });
  expect(twice.version).toBe(changed.version);
  expect(await refusal(nics.update({ id, number: 5, transport: tunnel }))).toMatchObject({
    code: 'NIC_NOT_FOUND',
  });
  const clone = await server.api.machines.clone({ id, name: 'copy' });
  expect(clone.nics[0]?.transport).toEqual(changed.nics[0]?.transport);
});

it('refuses a start that would fail inside the guest, with the command that mends it', async () => {
  const transport = nicTransport.parse({ kind: 'tap', place: 'host', ifname: 'umlautnone0' });
  await server.api.nics.add({ id, number: 3, transport });
  const error = await refusal(server.api.machines.start({ id }));
  expect(error).toMatchObject({ code: 'NIC_UNAVAILABLE', field: 'nics.3' });
  // On a host whose /dev/net/tun is closed to the machines' account that comes first.
  expect(error.hint).toMatch(/^(chmod|modprobe|ip tuntap add dev umlautnone0 mode tap user \w+$)/);
  const { state } = await server.api.machines.get({ id });
  expect(state).toMatchObject({
    phase: 'stopped',
    lastExit: { message: expect.stringContaining(error.message) as string },
  });
  await server.api.nics.remove({ id, number: 3 });

  const socket = '/run/umlaut-no-such.ctl';
  await server.api.nics.update({ id, number: 0, transport: { kind: 'bess', dst: socket } });
  expect(await refusal(server.api.machines.start({ id }))).toMatchObject({
    code: 'NIC_UNAVAILABLE',
    field: 'nics.0',
    message: expect.stringContaining(`There is no socket ${socket}`) as string,
  });
});
