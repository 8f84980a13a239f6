import { labFile, type LabFile, type LabId, type Task, type TaskId } from '@umlaut/contracts/model';
import { expectSoon, startTestServer, toUmlautError, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
let id: LabId;
let file: LabFile;
beforeAll(async () => {
  server = await startTestServer();
  const { lab } = await server.api.labs.createFromTemplate({ templateId: 'two-hosts', name: 'Two' });
  id = lab.id;
});
afterAll(() => server[Symbol.asyncDispose]());

async function ended(task: TaskId): Promise<Task> {
  await expectSoon('the task has ended', async () => {
    return (await server.api.tasks.get({ id: task })).state !== 'running';
  });
  return server.api.tasks.get({ id: task });
}

async function names(): Promise<string[]> {
  return (await server.api.machines.list()).items.map(({ name }) => name).toSorted();
}

function machinesOf(count: number): LabFile['nodes'] {
  const nodes = Array.from({ length: count }, (_, at) => [
    `many${at}`,
    { kind: 'machine', position: { x: at * 200, y: 0 }, image: at === 1 ? 'second' : 'first' },
  ]);
  return labFile.shape.nodes.parse(Object.fromEntries(nodes));
}

const twoImages = { first: { label: 'first' }, second: { label: 'second' } };

it('is a text that people read, under the name of the lab', async () => {
  const response = await server.fetch(`/api/v1/labs/${id}/file`);
  expect(response.headers.get('content-disposition')).toContain('filename="Two.umlaut-lab.json"');
  const text = await response.text();
  expect(text).toContain('\n  "format": "umlaut-lab",\n');
  file = labFile.parse(JSON.parse(text));
  expect(Object.keys(file.nodes)).toEqual(['alice', 'bob', 'sw1', 'note']);
  expect(file.nodes['alice']).toMatchObject({ kind: 'machine', name: 'two-alice' });
  expect((await server.fetch('/api/v1/labs/l-aaaaaaaaaa/file')).status).toBe(404);
  expect((await fetch(`${server.url}/api/v1/labs/${id}/file`)).status).toBe(401);
});

it('makes the lab and its machines again, under names that are free', async () => {
  const check = await server.api.labs.checkFile({ file });
  expect(check).toMatchObject({
    name: 'Two 2',
    machines: [{ name: 'two-alice-2' }, { name: 'two-bob-2' }],
    images: [{ match: 'same' }],
    kernels: [{ match: 'same' }],
  });
  const { labId, taskId } = await server.api.labs.createFromFile({ file });
  expect(await ended(taskId)).toMatchObject({ state: 'succeeded', kind: 'lab-open' });
  const { lab } = await server.api.labs.get({ id: labId });
  expect(lab).toMatchObject({ name: 'Two 2', nodeCount: 4, linkCount: 2 });
  expect(lab.nodes.find(({ kind }) => kind === 'note')).toMatchObject({
    text: expect.stringContaining('two-bob-2') as string,
  });
  expect(await names()).toEqual(['two-alice', 'two-alice-2', 'two-bob', 'two-bob-2']);
});

it('takes another image in place of one that is missing, if told so', async () => {
  const [image] = (await server.api.images.list()).items;
  if (image === undefined) throw new Error('The server has an image');
  const foreign = { ...file, nodes: machinesOf(1), links: [], images: twoImages, kernels: {} };
  const check = await server.api.labs.checkFile({ file: foreign });
  expect(check.images[0]).toMatchObject({ key: 'first', match: 'missing', id: image.id });
  const refused = server.api.labs.createFromFile({ file: foreign }).catch(toUmlautError);
  expect(await refused).toMatchObject({ code: 'IMAGE_NOT_FOUND', field: 'images.first' });
  const images = { first: image.id, second: image.id };
  const { taskId } = await server.api.labs.createFromFile({ file: foreign, images });
  expect((await ended(taskId)).state).toBe('succeeded');
  expect(await names()).toContain('many0');
});

it('leaves nothing when the second machine cannot be made', async () => {
  const before = await names();
  const [image] = (await server.api.images.list()).items;
  if (image === undefined) throw new Error('The server has an image');
  const half = { ...file, name: 'Half', nodes: machinesOf(3), links: [], images: twoImages, kernels: {} };
  const images = { first: image.id, second: 'no-such-image' as typeof image.id };
  const { labId, taskId } = await server.api.labs.createFromFile({ file: half, images });
  expect(await ended(taskId)).toMatchObject({ state: 'failed', error: { code: 'IMAGE_NOT_FOUND' } });
  expect(await names()).toEqual(before);
  expect(await server.api.labs.get({ id: labId }).catch(toUmlautError)).toMatchObject({
    code: 'LAB_NOT_FOUND',
  });
});

it('leaves nothing when it is cancelled', async () => {
  const before = await names();
  const [image] = (await server.api.images.list()).items;
  if (image === undefined) throw new Error('The server has an image');
  const large = { ...file, nodes: machinesOf(200), links: [], images: twoImages, kernels: {} };
  const images = { first: image.id, second: image.id };
  const { taskId } = await server.api.labs.createFromFile({ file: large, images });
  await server.api.tasks.cancel({ id: taskId });
  expect((await ended(taskId)).state).toBe('cancelled');
  expect(await names()).toEqual(before);
});

it('refuses in the words of the file what cannot be drawn, before anything is made', async () => {
  const before = await names();
  const { alice } = file.nodes;
  const broken = { ...file, nodes: { ...file.nodes, alice: { ...alice, memoryMiB: 1 } } } as LabFile;
  expect(await server.api.labs.createFromFile({ file: broken }).catch(toUmlautError)).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'file.nodes.alice.memoryMiB',
  });
  const mixed = {
    ...file,
    nodes: { ...file.nodes, sw1: { kind: 'bridge', label: '', position: { x: 0, y: 0 } } },
  };
  expect(await server.api.labs.checkFile({ file: mixed as LabFile }).catch(toUmlautError)).toMatchObject({
    code: 'INVALID_INPUT',
    field: expect.stringMatching(/^file\.links\.0/) as string,
  });
  expect(await names()).toEqual(before);
});

it('takes files that are larger than other requests, and no larger ones', async () => {
  const send = (size: number): Promise<Response> =>
    server.fetch('/api/v1/lab-files/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file: { ...file, description: 'x'.repeat(size) } }),
    });
  expect((await send(2_000_000)).status).toBe(400);
  expect((await send(5_000_000)).status).toBe(413);
});
