import { existsSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { wireError } from '@umlaut/contracts/errors';
import { machineId, type Machine } from '@umlaut/contracts/model';
import { errorOf, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
let counter = 0;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const NOWHERE = machineId.parse('m-aaaaaaaaaa');

async function createOne(name = `one-${++counter}`): Promise<Machine> {
  const { results } = await server.api.machines.create({ name });
  const machine = results[0]?.machine;
  if (machine === null || machine === undefined) throw new Error('not created');
  return machine;
}

describe('creating machines', () => {
  it('needs no more than a name', async () => {
    const machine = await createOne('web');
    expect(machine).toMatchObject({
      name: 'web',
      imageId: 'tiny',
      memoryMiB: 128,
      consoles: ['con0', 'con1'],
      state: { phase: 'stopped', lastExit: null },
      version: 1,
    });
    expect(machine.kernelVersion).toMatch(/^\d+\.\d+/);
    const { items } = await server.api.machines.disks({ id: machine.id });
    expect(items).toMatchObject([
      { device: 'ubda', kind: 'cow', backingImageId: 'tiny', changedBytes: 0, problem: null },
    ]);
    expect(items[0]?.sizeBytes).toBeGreaterThan(1_000_000);
  });

  it('makes five at once', async () => {
    const { results } = await server.api.machines.create({ name: 'many', count: 5, memoryMiB: 64 });
    expect(results.map(({ name, machine, error }) => [name, machine?.name, error])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [`many-${number}`, `many-${number}`, null]),
    );
  });

  it('refuses a second machine of the same name, and nothing of it is left', async () => {
    const { name } = await createOne();
    const before = (await server.api.machines.list()).items.length;
    expect(await errorOf(server.api.machines.create({ name }))).toEqual({
      code: 'NAME_TAKEN',
      field: 'name',
    });
    const both = await Promise.allSettled([
      server.api.machines.create({ name: 'twice' }),
      server.api.machines.create({ name: 'twice' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await server.api.machines.list()).items).toHaveLength(before + 1);
  });

  it('gives the taken name of several as the result of that one', async () => {
    await createOne('some-2');
    const { results } = await server.api.machines.create({ name: 'some', count: 3 });
    expect(results.map(({ error }) => error?.code ?? null)).toEqual([null, 'NAME_TAKEN', null]);
  });

  it.each([
    [{ name: 'x', imageId: 'none' }, 'IMAGE_NOT_FOUND', 'imageId'],
    [{ name: 'x', kernelId: 'none' }, 'KERNEL_NOT_FOUND', 'kernelId'],
    [{ name: 'a'.repeat(62), count: 10 }, 'INVALID_INPUT', 'name'],
  ] as const)('refuses %j', async (input, code, field) => {
    const response = await server.fetch('/api/v1/machines', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    expect(await response.json()).toMatchObject({ code, field });
  });

  it('warns with figures before the host would be overrun, and makes nothing', async () => {
    const before = (await server.api.machines.list()).items.length;
    const response = await server.fetch('/api/v1/machines', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'huge', memoryMiB: 1_048_576, start: true }),
    });
    expect(response.status).toBe(409);
    const error = wireError.parse(await response.json());
    expect(error.code).toBe('HOST_CAPACITY');
    expect(Object.keys(error.details ?? {}).length).toBeGreaterThan(1);
    expect((await server.api.machines.list()).items).toHaveLength(before);
  });
});

describe('hostile values', () => {
  const names = [
    'a,b',
    'a:b',
    'a b',
    'a\nb',
    '..',
    '../x',
    '/etc',
    'a'.repeat(300),
    '😀',
    'a\0b',
    '-a',
    'a-',
    'A',
    '',
    '"',
    "'",
    '$(id)',
    '%00',
    5,
    null,
    true,
    [],
    {},
    ['a'],
  ];
  it.each(names.map((name) => [name]))('gets 400 and the field for the name %j', async (name) => {
    const machine = await createOne();
    for (const [method, path] of [
      ['POST', '/machines'],
      ['PATCH', `/machines/${machine.id}`],
      ['POST', `/machines/${machine.id}/clone`],
    ] as const) {
      const response = await server.fetch(`/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, version: machine.version }),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'name' });
    }
  });

  it.each([
    ['memoryMiB', [-1, 0, 31, 1e9, 1.5, '128', null, true, [], {}, Number.MAX_SAFE_INTEGER]],
    ['count', [0, -1, 101, 1.5, '5', null]],
    ['imageId', ['', '..', '../tiny', 'a/b', 'a,b', 'a b', 'x'.repeat(300), '😀', 7, null]],
    ['kernelId', ['', '../x', 'a:b', 'a\0', 7]],
    ['description', ['x'.repeat(501), 7, null]],
    ['start', ['yes', 1]],
    ['force', ['yes', 1]],
  ])('gets 400 and the field for %s', async (field, values) => {
    for (const value of values) {
      const response = await server.fetch('/api/v1/machines', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'hostile', [field]: value }),
      });
      expect([value, response.status]).toEqual([value, 400]);
      expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field });
    }
  });

  it.each(['m-AAAAAAAAAA', '..%2f..', 'm-aaaaaaaaaa%00', '%F0%9F%98%80', 'x'.repeat(300), '%'])(
    'gets 4xx and the field for the id %s',
    async (id) => {
      const response = await server.fetch(`/api/v1/machines/${id}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'INVALID_INPUT', field: 'id' });
    },
  );

  it('refuses bodies that are no JSON, too large, or of another type', async () => {
    const post = (body: string, type: string): Promise<Response> =>
      server.fetch('/api/v1/machines', { method: 'POST', headers: { 'content-type': type }, body });
    expect(await (await post('{', 'application/json')).json()).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await (await post('name=x', 'application/x-www-form-urlencoded')).json()).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'content-type',
    });
    expect(await (await post('{"name":"x"}', 'text/plain')).json()).toMatchObject({ field: 'content-type' });
    const large = await post(
      JSON.stringify({ name: 'x', description: 'x'.repeat(1_100_000) }),
      'application/json',
    );
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});

describe('changing a machine', () => {
  it('works from the version that one has seen, and not from an older one', async () => {
    const machine = await createOne();
    const renamed = await server.api.machines.update({
      id: machine.id,
      version: machine.version,
      name: 'renamed',
    });
    expect(renamed).toMatchObject({ name: 'renamed', version: machine.version + 1 });
    const stale = server.api.machines.update({ id: machine.id, version: machine.version, memoryMiB: 256 });
    expect(await errorOf(stale)).toEqual({ code: 'VERSION_CONFLICT', field: 'version' });
    expect(await server.api.machines.get({ id: machine.id })).toMatchObject({ memoryMiB: 128 });
    // The old name is free again.
    await createOne(machine.name);
  });

  it('lets one of two win who change it at the same time', async () => {
    const { id, version } = await createOne();
    const both = await Promise.all(
      [64, 96].map((memoryMiB) => errorOf(server.api.machines.update({ id, version, memoryMiB }))),
    );
    expect(both.map((error) => error?.code ?? 'won').sort()).toEqual(['VERSION_CONFLICT', 'won']);
  });

  it('refuses the name of another and keeps its own', async () => {
    const [first, second] = [await createOne(), await createOne()];
    const clash = server.api.machines.update({ id: second.id, version: second.version, name: first.name });
    expect(await errorOf(clash)).toEqual({ code: 'NAME_TAKEN', field: 'name' });
    expect(await server.api.machines.get({ id: second.id })).toEqual(second);
  });
});

describe('machines that are not there', () => {
  it('are 404 for every action', async () => {
    const { machines } = server.api;
    const calls = [
      machines.get({ id: NOWHERE }),
      machines.update({ id: NOWHERE, version: 1 }),
      machines.remove({ id: NOWHERE }),
      machines.clone({ id: NOWHERE, name: 'x' }),
      machines.start({ id: NOWHERE }),
      machines.shutdown({ id: NOWHERE }),
      machines.powerOff({ id: NOWHERE }),
      machines.reboot({ id: NOWHERE }),
      machines.pause({ id: NOWHERE }),
      machines.resume({ id: NOWHERE }),
      machines.disks({ id: NOWHERE }),
      machines.activity({ id: NOWHERE }),
    ];
    const errors = await Promise.all(calls.map(errorOf));
    expect(errors.map((error) => error?.code)).toEqual(calls.map(() => 'MACHINE_NOT_FOUND'));
  });
});

describe('stopped machines', () => {
  it('stay stopped when asked to stop, and cannot be rebooted, paused or resumed', async () => {
    const { id } = await createOne();
    const { machines } = server.api;
    expect((await machines.shutdown({ id })).state.phase).toBe('stopped');
    expect((await machines.powerOff({ id })).state.phase).toBe('stopped');
    const calls = [machines.reboot({ id }), machines.pause({ id }), machines.resume({ id })];
    const errors = await Promise.all(calls.map(errorOf));
    expect(errors.map((error) => error?.code)).toEqual(calls.map(() => 'MACHINE_NOT_RUNNING'));
  });

  it('are cloned with their disk', async () => {
    const source = await createOne();
    const clone = await server.api.machines.clone({ id: source.id, name: 'clone' });
    expect(clone).toMatchObject({ name: 'clone', imageId: source.imageId, memoryMiB: source.memoryMiB });
    expect((await server.api.machines.disks({ id: clone.id })).items[0]?.problem).toBeNull();
    expect(await errorOf(server.api.machines.clone({ id: source.id, name: 'clone' }))).toMatchObject({
      code: 'NAME_TAKEN',
    });
  });

  it('are not cloned through a link, which a guest that broke out could have put there', async () => {
    const { id } = await createOne();
    const disk = join(server.home.home, 'machines', id, 'disks/root.cow');
    await rm(disk);
    await symlink('/etc/shadow', disk);
    const before = (await server.api.machines.list()).items.length;
    expect(await errorOf(server.api.machines.clone({ id, name: 'stolen' }))).toMatchObject({
      code: 'DISK_INVALID',
    });
    expect((await server.api.machines.list()).items).toHaveLength(before);
  });

  it('are not copied when the clone could not be started, so that the request can be repeated', async () => {
    const { machines } = server.api;
    const { results } = await machines.create({ name: 'giant', memoryMiB: 1_048_576 });
    const id = results[0]?.id ?? NOWHERE;
    const again = { id, name: 'giant-clone', start: true };
    expect(await errorOf(machines.clone(again))).toMatchObject({ code: 'HOST_CAPACITY' });
    expect(await errorOf(machines.clone(again))).toMatchObject({ code: 'HOST_CAPACITY' });
    await machines.clone({ ...again, start: false });
  });

  it('are deleted with their folder, by body or query', async () => {
    const [first, second] = [await createOne(), await createOne()];
    await server.api.machines.remove({ id: first.id });
    expect(
      (await server.fetch(`/api/v1/machines/${second.id}?force=true`, { method: 'DELETE' })).status,
    ).toBe(200);
    for (const { id } of [first, second]) {
      expect(existsSync(join(server.home.home, 'machines', id))).toBe(false);
      expect(await errorOf(server.api.machines.get({ id }))).toMatchObject({ code: 'MACHINE_NOT_FOUND' });
    }
  });

  it('have a history', async () => {
    const machine = await createOne();
    const renamed = await server.api.machines.update({ id: machine.id, version: 1, description: 'new' });
    const { items } = await server.api.machines.activity({ id: renamed.id });
    expect(items.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['machine.updated', 'administrator'],
      ['machine.created', 'administrator'],
    ]);
  });
});

describe('bulk', () => {
  it('deletes many as a task with a result each', async () => {
    const { results } = await server.api.machines.create({ name: 'bulk', count: 4 });
    const ids = results.flatMap(({ id }) => id ?? []);
    const { taskId } = await server.api.machines.bulk({ action: 'delete', ids: [...ids, NOWHERE] });
    await expect
      .poll(async () => (await server.api.tasks.get({ id: taskId })).state, { timeout: 60_000 })
      .toBe('failed');
    const task = await server.api.tasks.get({ id: taskId });
    expect(
      task.items
        .filter(({ ok }) => ok)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
    expect(task.items.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual([NOWHERE]);
    expect(task.error).toMatchObject({
      code: 'MACHINE_NOT_FOUND',
      message: expect.stringContaining('1 of 5'),
    });
    const cancelled = await errorOf(server.api.tasks.cancel({ id: taskId }));
    expect(cancelled).toMatchObject({ code: 'TASK_FINISHED' });
  });
});

describe('images and kernels', () => {
  it('count their machines and cannot be deleted while there are any', async () => {
    await createOne();
    const image = (await server.api.images.list()).items.find(({ id }) => id === 'tiny');
    expect(image?.machineCount).toBe((await server.api.machines.list()).items.length);
    expect(image).toMatchObject({ isDefault: true, problem: null });
    if (image === undefined) throw new Error('no image');
    expect(await errorOf(server.api.images.remove({ id: image.id }))).toMatchObject({ code: 'IMAGE_IN_USE' });
    const [kernel] = (await server.api.kernels.list()).items;
    if (kernel === undefined) throw new Error('no kernel');
    expect(kernel.machineCount).toBeGreaterThan(0);
    expect(await errorOf(server.api.kernels.remove({ id: kernel.id }))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('show a new label in their machines', async () => {
    const machine = await createOne();
    await server.api.images.update({ id: machine.imageId, label: 'Tiny Linux', description: 'small' });
    expect(await server.api.machines.get({ id: machine.id })).toMatchObject({ imageLabel: 'Tiny Linux' });
  });
});
