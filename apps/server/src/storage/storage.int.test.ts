import { createHash } from 'node:crypto';
import { chmod, open, readFile, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageId, type MachineId, type StorageAct, type StorageDisk } from '@umlaut/contracts/model';
import { readCow } from '@umlaut/core/cow';
import { machinePaths } from '@umlaut/core/machine';
import {
  awaitPrompt,
  bootGuest,
  createMachine,
  errorOf,
  expectSoon,
  startTestServer,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../database/connection.ts';
import { Settings } from '../database/settings.ts';
import { PendingMerges } from './pending-merges.ts';

const TINY = imageId.parse('tiny');
const SECTOR = 512;
const MIB = 1_048_576;
/** A sector that is changed. */
const AT = 10_000;
const number = 0;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const imagePath = (name: string): string => join(server.home.home, 'images', `${name}.img`);
const cowPath = (id: MachineId): string => machinePaths(server.home.home, id).diskPath(0);

/** A small image with a record, as an import leaves it. */
async function placeImage(id: string, content: string): Promise<void> {
  const bytes = Buffer.alloc(8 * MIB, 'x');
  bytes.write(content);
  const record = {
    id,
    label: id,
    description: '',
    origin: 'imported',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    createdAt: new Date().toISOString(),
  };
  await writeFile(imagePath(id).replace(/img$/, 'json'), JSON.stringify(record));
  await writeFile(imagePath(id), bytes, { mode: 0o444 });
  await server.api.images.list();
}

/** What a guest that writes sectors leaves in its copy-on-write file. */
async function change(id: MachineId, text: string, sector = AT): Promise<void> {
  const info = await readCow(cowPath(id));
  await using file = await open(cowPath(id), 'r+');
  const byte = new Uint8Array(1);
  const bit = info.bitmapOffset + (sector >> 3);
  await file.read(byte, 0, 1, bit);
  await file.write(Uint8Array.of((byte[0] ?? 0) | (1 << (sector & 7))), 0, 1, bit);
  await file.write(Buffer.alloc(SECTOR, text), 0, SECTOR, info.dataOffset + sector * SECTOR);
}

async function sectorOf(path: string, sector = AT): Promise<string> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(SECTOR), 0, SECTOR, sector * SECTOR);
  return buffer.toString('utf8', 0, 4);
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function look(id: MachineId): Promise<StorageDisk> {
  const { images, own } = await server.api.storage.tree();
  const disk = [...images.flatMap(({ disks }) => disks), ...own].find((one) => one.machineId === id);
  if (disk === undefined) throw new Error('no such disk');
  return disk;
}

const expectDone = async (call: Promise<{ taskId: string }>): Promise<void> => {
  const { taskId } = await call;
  await expectSoon('it has ended', async () => {
    const task = (await server.api.tasks.list()).items.find(({ id }) => id === taskId);
    if (task?.state === 'failed') throw new Error(JSON.stringify(task.error));
    return task?.state === 'succeeded';
  });
};

describe('the tree', () => {
  it('shows images, what lies over them and what lies over nothing', async () => {
    const id = await createMachine(server, 'seen', { imageId: TINY });
    await server.api.disks.add({ id, number: 4, source: { kind: 'raw', sizeMiB: 8 } });
    await change(id, 'mine');
    const tree = await server.api.storage.tree();
    const tiny = tree.images.find((image) => image.id === TINY);
    expect(tiny?.disks).toMatchObject([
      { machineName: 'seen', device: 'ubda', changedBytes: SECTOR, integrity: 'sound', isStopped: true },
    ]);
    expect(tiny?.freedBytes).toBe(0);
    expect(tree.own).toMatchObject([{ machineName: 'seen', device: 'ubde', kind: 'raw' }]);
    expect(await server.api.storage.verify({ id, number })).toEqual({ changedBytes: SECTOR, findings: [] });
    const map = await server.api.storage.changeMap({ id, number, buckets: 64 });
    expect(map.buckets).toHaveLength(64);
    expect(map.buckets.findIndex((bytes) => bytes > 0)).toBe(Math.floor((AT * SECTOR) / map.bucketBytes));
    await truncate(cowPath(id), 40_000);
    const { findings } = await server.api.storage.verify({ id, number });
    expect(findings.map(({ kind }) => kind)).toContain('bitmap-outside-file');
    expect((await look(id)).integrity).toBe('unreadable');
    expect(await errorOf(server.api.storage.verify({ id, number: 4 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'number',
    });
    await server.api.machines.remove({ id });
  });
});

describe('an image that was written to', () => {
  it('is accepted when it is the same, and its disk keeps what it holds', async () => {
    await placeImage('touched', 'one');
    const id = await createMachine(server, 'restamp', { imageId: imageId.parse('touched') });
    await change(id, 'kept');
    await server.api.snapshots.take({ id, name: 'kept', description: '' });
    await expectSoon('the disk is made again', async () => (await look(id)).isReady);
    await utimes(imagePath('touched'), 1000, 1000);
    const [kept] = (await server.api.storage.tree()).images.flatMap(({ snapshots }) => snapshots);
    expect(kept).toMatchObject({ machineName: 'restamp', integrity: 'backing-changed' });
    expect(await look(id)).toMatchObject({ integrity: 'backing-changed' });
    expect(await errorOf(server.api.storage.save({ id, number, label: 'no' }))).toEqual({
      code: 'BACKING_CHANGED',
      field: 'number',
    });
    await expectDone(server.api.storage.restamp({ id, number }));
    expect(await look(id)).toMatchObject({ integrity: 'sound', changedBytes: SECTOR });
    const { items } = await server.api.images.list();
    expect(items.find((image) => image.id === 'touched')?.problem).toBeNull();
  });

  it('is not accepted when it is another, and its disk can begin anew', async () => {
    await placeImage('altered', 'two');
    const id = await createMachine(server, 'renew', { imageId: imageId.parse('altered') });
    await change(id, 'lost');
    await chmod(imagePath('altered'), 0o644);
    await using file = await open(imagePath('altered'), 'r+');
    await file.write(Buffer.from('other'), 0, 5, AT * SECTOR);
    await utimes(imagePath('altered'), 2000, 2000);
    await expect(expectDone(server.api.storage.restamp({ id, number }))).rejects.toThrow(/is not what/);
    expect(await look(id)).toMatchObject({ integrity: 'backing-changed', changedBytes: SECTOR });
    expect(await server.api.storage.consequences({ id, number, act: 'renew' })).toMatchObject({
      refusal: null,
      lostBytes: SECTOR,
    });
    await expectDone(server.api.storage.renew({ id, number }));
    expect(await look(id)).toMatchObject({ integrity: 'sound', changedBytes: 0 });
  });

  it('is found again in the library when its file was moved away', async () => {
    await placeImage('moved', 'three');
    await placeImage('moved-copy', 'three');
    const id = await createMachine(server, 'repoint', { imageId: imageId.parse('moved') });
    await change(id, 'kept');
    await rename(imagePath('moved'), join(server.home.home, 'elsewhere'));
    expect(await look(id)).toMatchObject({ integrity: 'backing-missing', imageId: 'moved' });
    const { candidates } = await server.api.storage.consequences({ id, number, act: 'repoint' });
    expect(candidates.map((one) => one.id)).toEqual(['moved-copy']);
    expect(await errorOf(server.api.storage.repoint({ id, number, imageId: TINY }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'imageId',
    });
    await expectDone(server.api.storage.repoint({ id, number, imageId: imageId.parse('moved-copy') }));
    expect(await look(id)).toMatchObject({ integrity: 'sound', imageId: 'moved-copy', changedBytes: SECTOR });
    expect((await server.api.machines.get({ id })).imageId).toBe('moved-copy');
  });
});

describe('merging into the image', () => {
  it('is refused with the names of the other disks, and done without them', async () => {
    await placeImage('shared', 'four');
    const shared = imageId.parse('shared');
    const id = await createMachine(server, 'merge-a', { imageId: shared });
    const other = await createMachine(server, 'merge-b', { imageId: shared });
    await change(id, 'into');
    const { refusal } = await server.api.storage.consequences({ id, number, act: 'merge' });
    expect(refusal).toMatchObject({ code: 'IMAGE_IN_USE', message: expect.stringContaining('"merge-b"') });
    expect(await errorOf(server.api.storage.merge({ id, number }))).toMatchObject({ code: 'IMAGE_IN_USE' });
    await server.api.machines.remove({ id: other });
    const kept = await server.api.snapshots.take({ id, name: 'before', description: '' });
    await expectSoon('the disk is made again', async () => (await look(id)).isReady);
    const tree = await server.api.storage.tree();
    expect(tree.images.find((image) => image.id === shared)?.snapshots).toMatchObject([
      { snapshotName: 'before', machineName: 'merge-a', device: 'ubda' },
    ]);
    expect(await errorOf(server.api.storage.merge({ id, number }))).toMatchObject({ code: 'IMAGE_IN_USE' });
    await server.api.snapshots.remove({ id, snapshotId: kept.id });
    const before = await stat(cowPath(id));
    await expectDone(server.api.storage.merge({ id, number }));
    expect(await sectorOf(imagePath('shared'))).toBe('into');
    expect(await look(id)).toMatchObject({ integrity: 'sound', changedBytes: 0 });
    expect((await stat(cowPath(id))).ino).toBe(before.ino);
    expect((await stat(imagePath('shared'))).mode & 0o777).toBe(0o444);
    const image = (await server.api.images.list()).items.find((one) => one.id === shared);
    expect(image).toMatchObject({ problem: null, sha256: await sha256(imagePath('shared')) });
  });

  it.each(['with its journal', 'without its journal'])('is finished at the next start, %s', async (how) => {
    const name = how === 'with its journal' ? 'cut-one' : 'cut-two';
    await placeImage(name, name);
    const image = imageId.parse(name);
    const id = await createMachine(server, name, { imageId: image });
    await change(id, 'half');
    await server.stop();
    const path = imagePath(name);
    const { bitmapOffset, bitmapBytes } = await readCow(cowPath(id));
    const { dev, ino } = await stat(cowPath(id), { bigint: true });
    const head = (await readFile(cowPath(id))).subarray(0, bitmapOffset + bitmapBytes);
    const journal = {
      version: 1,
      cowPath: cowPath(id),
      backingPath: path,
      cowInode: `${dev}:${ino}`,
      digest: createHash('sha256').update(head).digest('hex'),
      startedAt: new Date().toISOString(),
    };
    if (how === 'with its journal') await writeFile(`${path}.merge-journal`, JSON.stringify(journal));
    await utimes(path, 3000, 3000);
    const db = await openDatabase(join(server.home.home, 'umlaut.db'));
    await new PendingMerges(await Settings.load(db)).add({ id, number, imageId: image });
    await db.destroy();
    await server.restart();
    expect(await sectorOf(path)).toBe('half');
    expect(await look(id)).toMatchObject({ integrity: 'sound', changedBytes: 0 });
    const { items } = await server.api.images.list();
    expect(items.find((one) => one.id === image)).toMatchObject({
      problem: null,
      sha256: await sha256(path),
    });
  });

  it('keeps everyone off an image that is half merged, and the disk that can finish it', async () => {
    await placeImage('half', 'five');
    const half = imageId.parse('half');
    const id = await createMachine(server, 'needed', { imageId: half });
    await writeFile(`${imagePath('half')}.merge-journal`, '{}');
    await server.stop();
    const db = await openDatabase(join(server.home.home, 'umlaut.db'));
    await new PendingMerges(await Settings.load(db)).add({ id, number, imageId: half });
    await db.destroy();
    await server.restart();
    expect(await errorOf(server.api.machines.remove({ id }))).toMatchObject({ code: 'MACHINE_BUSY' });
    expect(await errorOf(server.api.snapshots.take({ id, name: 'x', description: '' }))).toMatchObject({
      code: 'MACHINE_BUSY',
    });
    const { results } = await server.api.machines
      .create({ name: 'never', imageId: half })
      .catch(() => ({ results: [] }));
    expect(results.filter(({ id }) => id !== null)).toEqual([]);
    const tree = await server.api.storage.tree();
    expect(tree.images.find((image) => image.id === half)?.problem).toContain('cut off');
  });
});

it('gives back blocks that are all zero', async () => {
  const id = await createMachine(server, 'zeros', { imageId: TINY });
  await server.api.disks.add({ id, number: 1, source: { kind: 'raw', sizeMiB: 16 } });
  const path = machinePaths(server.home.home, id).diskPath(1);
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(8 * MIB), 0, 8 * MIB, 0);
  await file.write(Buffer.from('data'), 0, 4, 12 * MIB);
  await file.sync();
  await server.api.storage.reclaim({ id, number: 1 });
  await expectSoon('they are given back', async () => (await stat(path)).blocks * SECTOR < MIB);
  expect(await sectorOf(path, (12 * MIB) / SECTOR)).toBe('data');
});

it('saves what a guest wrote as an image that boots, and leaves a running machine alone', async () => {
  const id = await (async () => {
    using guest = await bootGuest(server, 'writer', { imageId: TINY });
    await guest.run('echo precious >/root/note; sync');
    for (const act of ['save', 'merge', 'renew', 'reclaim'] as const satisfies readonly StorageAct[]) {
      const { refusal } = await server.api.storage.consequences({ id: guest.id, number, act });
      expect(refusal?.code).toBe('MACHINE_RUNNING');
    }
    await server.api.machines.shutdown({ id: guest.id });
    return guest.id;
  })();
  await expectSoon('it has stopped', async () => {
    return (await server.api.machines.get({ id })).state.phase === 'stopped';
  });
  const small = server.api.storage.save({ id, number, label: 'Small', sizeMiB: 8 });
  expect(await errorOf(small)).toMatchObject({ code: 'INVALID_INPUT', field: 'sizeMiB' });
  await expectDone(server.api.storage.save({ id, number, label: 'Saved one', sizeMiB: 300 }));
  const saved = (await server.api.images.list()).items.find((image) => image.label === 'Saved one');
  expect(saved).toMatchObject({ id: 'saved-one', origin: 'saved', problem: null });
  expect(saved?.sha256).toBe(await sha256(imagePath('saved-one')));
  expect((await stat(imagePath('saved-one'))).mode & 0o777).toBe(0o444);
  const second = await createMachine(server, 'reader', { imageId: imageId.parse('saved-one') });
  await server.api.machines.start({ id: second });
  using reader = await awaitPrompt(server, second);
  expect(await reader.run('cat /root/note /sys/block/ubda/size')).toMatch(/precious\r?\n614400\r?$/m);
});
