import {
  DEFAULT_VLAN,
  NO_IMPAIRMENT,
  labLink,
  labNode,
  type LabEdit,
  type LabId,
  type LabLink,
  type LabNode,
  type MachineId,
} from '@umlaut/contracts/model';
import { createMachine, expectSoon, startTestServer, toUmlautError, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const position = { x: 0, y: 0 };
const sw = labNode.parse({ id: 'n-ssssssssss', position, kind: 'switch', label: 'sw1' });
const link = (id: string, first: [LabNode, number], second: [LabNode, number]): LabLink =>
  labLink.parse({
    id,
    ends: [
      { nodeId: first[0].id, port: first[1], vlan: DEFAULT_VLAN },
      { nodeId: second[0].id, port: second[1] },
    ],
    impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
  });
const put = (node: LabNode): LabEdit => ({ edit: 'put-node', node });

let server: TestServer;
let alice: MachineId;
let id: LabId;
let host: LabNode;
beforeAll(async () => {
  server = await startTestServer();
  alice = await createMachine(server, 'alice');
  host = labNode.parse({ id: 'n-aaaaaaaaaa', position, kind: 'machine', machineId: alice });
  id = (await server.api.labs.create({ name: 'First lab' })).id;
});
afterAll(() => server[Symbol.asyncDispose]());

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (thrown: unknown) => toUmlautError(thrown),
  );
}

describe('labs', () => {
  it('are drawn, changed, listed and kept over a restart of the server', async () => {
    const { labs } = server.api;
    const { lab: drawn } = await labs.edit({
      id,
      edits: [put(sw), put(host), { edit: 'put-link', link: link('k-xxxxxxxxxx', [host, 0], [sw, 1]) }],
    });
    expect(drawn).toMatchObject({ version: 2, nodeCount: 2, linkCount: 1, machineIds: [alice] });
    await labs.update({ id, name: 'Renamed' });
    await server.restart();
    const { items } = await server.api.labs.list();
    expect(items).toMatchObject([{ id, name: 'Renamed', version: 3 }]);
    expect((await server.api.labs.get({ id })).lab.links).toEqual(drawn.links);
  });

  it('refuse the whole of a drawing for one edit that cannot be', async () => {
    const edits: LabEdit[] = [
      { edit: 'move-node', id: sw.id, position: { x: 77, y: 0 } },
      { edit: 'put-link', link: link('k-yyyyyyyyyy', [host, 1], [sw, 2]) },
    ];
    expect(await refusal(server.api.labs.edit({ id, edits }))).toMatchObject({
      code: 'NIC_NOT_FOUND',
      field: 'edits.1.link.ends.0.port',
    });
    expect((await server.api.labs.get({ id })).lab.nodes[0]?.position.x).toBe(0);
  });

  it('let an interface have one link, over all of them', async () => {
    const other = await server.api.labs.create({ name: 'Other' });
    const far = labNode.parse({ ...host, id: 'n-bbbbbbbbbb' });
    const hub = labNode.parse({ id: 'n-hhhhhhhhhh', position, kind: 'hub', label: '' });
    const edits: LabEdit[] = [
      put(far),
      put(hub),
      { edit: 'put-link', link: link('k-zzzzzzzzzz', [far, 0], [hub, 1]) },
    ];
    expect(await refusal(server.api.labs.edit({ id: other.id, edits }))).toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining('"Renamed"') as string,
    });
    await server.api.labs.remove({ id: other.id });
    expect(await refusal(server.api.labs.get({ id: other.id }))).toMatchObject({ code: 'LAB_NOT_FOUND' });
  });

  it('answer strangers like every other route', async () => {
    const stranger = await fetch(`${server.url}/api/v1/labs`);
    expect(stranger.status).toBe(401);
    const socket = server.openSocket(`/api/v1/labs/${id}/live`, {});
    const status = await new Promise((resolve) => {
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(401);
  });
});

describe('interfaces of machines', () => {
  it('come and go, with their links', async () => {
    const { nics } = server.api;
    const two = await nics.add({ id: alice, mac: '02:00:00:00:00:aa' });
    expect(two.nics[1]).toEqual({ number: 1, mac: '02:00:00:00:00:aa', transport: { kind: 'fabric' } });
    await server.api.labs.edit({
      id,
      edits: [{ edit: 'put-link', link: link('k-yyyyyyyyyy', [host, 1], [sw, 2]) }],
    });
    expect((await nics.remove({ id: alice, number: 1 })).nics.map(({ number }) => number)).toEqual([0]);
    expect((await server.api.labs.get({ id })).lab.links.map((one) => one.id)).toEqual(['k-xxxxxxxxxx']);
    expect(await refusal(nics.remove({ id: alice, number: 1 }))).toMatchObject({ code: 'NIC_NOT_FOUND' });
  });

  it('have addresses of their own in a clone', async () => {
    const before = await server.api.machines.get({ id: alice });
    const clone = await server.api.machines.clone({ id: alice, name: 'alice-2' });
    expect(clone.nics).toHaveLength(1);
    expect(clone.nics[0]?.mac).not.toBe(before.nics[0]?.mac);
  });
});

describe('templates', () => {
  it('make a lab and its machines, under names that are free', async () => {
    const { items } = await server.api.labs.templates();
    expect(items.length).toBeGreaterThanOrEqual(12);
    const open = (): ReturnType<typeof server.api.labs.createFromTemplate> =>
      server.api.labs.createFromTemplate({ templateId: 'router', name: 'My Router!' });
    const [first, second] = [await open(), await open()];
    const { items: machines } = await server.api.machines.list();
    expect(machines.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['my-router-pc1', 'my-router-router', 'my-router-2-pc2']) as string[],
    );
    expect(first.lab.linkCount).toBe(4);
    expect(second.lab.machineIds).toHaveLength(3);
  });

  it('make it as a task that tells how far it is, and leaves nothing when it is cancelled', async () => {
    const before = (await server.api.machines.list()).items.length;
    const { labId, taskId } = await server.api.labs.beginFromTemplate({
      templateId: 'router',
      name: 'Begun',
    });
    await server.api.tasks.cancel({ id: taskId });
    const task = async () => (await server.api.tasks.list()).items.find((one) => one.id === taskId);
    await expectSoon('the task has ended', async () => (await task())?.state !== 'running');
    expect(await task()).toMatchObject({ kind: 'lab-open', state: 'cancelled' });
    expect((await server.api.labs.list()).items.map((lab) => lab.id)).not.toContain(labId);
    expect((await server.api.machines.list()).items).toHaveLength(before);
    const other = await server.api.labs.beginFromTemplate({ templateId: 'two-hosts', name: 'Begun' });
    await expectSoon('the lab is there', async () =>
      (await server.api.labs.list()).items.some(
        (lab) => lab.id === other.labId && lab.machineIds.length === 2,
      ),
    );
  });
});

it('takes a machine that is deleted out of its labs', async () => {
  await server.api.machines.remove({ id: alice });
  await expectSoon('the lab has no machine any more', async () => {
    const { lab } = await server.api.labs.get({ id });
    return lab.machineIds.length === 0;
  });
  expect((await server.api.labs.get({ id })).lab.links).toEqual([]);
});
