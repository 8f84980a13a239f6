import { existsSync } from 'node:fs';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageId, type MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { createMachine, errorOf, startTestServer, type TestServer } from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TINY = imageId.parse('tiny');

let server: TestServer;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  id = await createMachine(server, 'rooted', { root: 'directory' });
});
afterAll(() => server[Symbol.asyncDispose]());

const rootDir = (machine: MachineId): string => machinePaths(server.home.home, machine).rootDir;

describe('a machine that boots from a directory', () => {
  it('is made of its image, by a task, and has no root disk', async () => {
    const machine = await server.api.machines.get({ id });
    expect(machine).toMatchObject({ root: 'directory', disks: [], imageId: TINY });
    const { items, rootDirectory } = await server.api.machines.disks({ id });
    expect(items).toEqual([]);
    expect(rootDirectory).toMatchObject({ path: rootDir(id), problem: null });
    expect(rootDirectory?.allocatedBytes).toBeGreaterThan(1_000_000);
    const tasks = (await server.api.tasks.list()).items.filter(({ kind }) => kind === 'unpack');
    expect(tasks).toMatchObject([{ state: 'succeeded', machineIds: [id] }]);
  });

  it('does not need the image any more, and outlives its server', async () => {
    const [image] = (await server.api.images.list()).items;
    expect(image).toMatchObject({ id: TINY, machineCount: 0 });
    await server.restart();
    expect(await server.api.machines.get({ id })).toMatchObject({ root: 'directory' });
  });

  it('takes further disks, but none as ubda, and keeps the page of all disks whole', async () => {
    const { disks, storage } = server.api;
    const source = { kind: 'raw', sizeMiB: 4 } as const;
    expect(await disks.add({ id, source })).toMatchObject({ device: 'ubdb' });
    expect(await errorOf(disks.add({ id, source, number: 0 }))).toEqual({
      code: 'ROOT_IS_DIRECTORY',
      field: 'number',
    });
    const missing = { code: 'DISK_NOT_FOUND', field: 'number' };
    expect(await errorOf(disks.grow({ id, number: 0, sizeMiB: 8 }))).toEqual(missing);
    expect(await errorOf(storage.consequences({ id, number: 0, act: 'merge' }))).toEqual(missing);
    const tree = await storage.tree();
    expect(tree.own.map(({ machineId, number }) => [machineId, number])).toEqual([[id, 1]]);
    await expect
      .poll(async () => (await storage.tree()).roots)
      .toMatchObject([{ machineId: id, machineName: 'rooted', path: rootDir(id), isCounting: false }]);
    const counted = await storage.tree();
    const rootBytes = counted.roots[0]?.allocatedBytes ?? 0;
    expect(rootBytes).toBeGreaterThan(1_000_000);
    expect(counted.allocatedBytes).toBe(rootBytes + (counted.images[0]?.allocatedBytes ?? 0));
  });

  it('knows what its running guest has, without a disk to ask for too', async () => {
    const running = await createMachine(server, 'diskless', { root: 'directory' });
    await server.api.machines.start({ id: running });
    const phase = async (): Promise<string> => (await server.api.machines.get({ id: running })).state.phase;
    await expect.poll(phase, { timeout: 30_000 }).toBe('running');
    expect(await server.api.machines.disks({ id: running })).toMatchObject({ items: [], silence: null });
    await server.api.machines.remove({ id: running, force: true });
  });

  it('refuses snapshots with a sentence', async () => {
    const take = server.api.snapshots.take({ id, name: 'first' });
    expect(await errorOf(take)).toEqual({ code: 'ROOT_IS_DIRECTORY' });
    expect((await server.api.snapshots.list({ id })).items).toEqual([]);
  });

  it('is cloned with everything in it', async () => {
    await writeFile(join(rootDir(id), 'root/note'), 'kept');
    const clone = await server.api.machines.clone({ id, name: 'rooted-too' });
    expect(clone).toMatchObject({ root: 'directory', disks: [{ number: 1 }] });
    expect(await readFile(join(rootDir(clone.id), 'root/note'), 'utf8')).toBe('kept');
    await server.api.machines.remove({ id: clone.id });
    expect(existsSync(machinePaths(server.home.home, clone.id).machineDir)).toBe(false);
  });

  it('says what is wrong when its directory is not there', async () => {
    await rename(rootDir(id), `${rootDir(id)}-away`);
    const { rootDirectory } = await server.api.machines.disks({ id });
    expect(rootDirectory).toMatchObject({
      allocatedBytes: null,
      problem: expect.stringContaining('no root') as string,
    });
    expect(await errorOf(server.api.machines.start({ id }))).toEqual({
      code: 'ROOT_UNUSABLE',
      field: 'root',
    });
    const { state } = await server.api.machines.get({ id });
    expect(state).toMatchObject({
      phase: 'stopped',
      lastExit: { message: expect.stringContaining('no root') as string },
    });
  });

  it('is not made of an image that cannot be unpacked, and nothing is left of it', async () => {
    const squashfs = Buffer.alloc(131_072);
    squashfs.write('hsqs');
    await writeFile(join(server.home.home, 'images/squash.img'), squashfs, { mode: 0o444 });
    await server.api.images.list();
    const create = server.api.machines.create({
      name: 'none',
      root: 'directory',
      imageId: imageId.parse('squash'),
    });
    expect(await errorOf(create)).toEqual({ code: 'IMAGE_INVALID', field: 'imageId' });
    expect(await readdir(join(server.home.home, 'machines'))).toEqual([id]);
  });
});
