import { existsSync } from 'node:fs';
import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { imageId, type MachineId, type Snapshot, type SnapshotId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import {
  createMachine,
  errorOf,
  expectSoon,
  startTestServer,
  visitGuest,
  type RunInGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MIB = 1_048_576;
/** 400 MiB that are no holes: time enough to be killed. */
const FILL =
  'echo third >/root/third; dd if=/dev/zero bs=1M count=400 2>/dev/null | tr "\\000" x >/dev/ubdb; sync';
/** Counts the bytes that are not what was written. */
const CHECK = 'cat /root/third; dd if=/dev/ubdb bs=1M count=400 2>/dev/null | tr -d x | wc -c';

let server: TestServer;
let id: MachineId;
let first: Snapshot;
beforeAll(async () => {
  server = await startTestServer();
  id = await createMachine(server, 'kept');
});
afterAll(() => server[Symbol.asyncDispose]());

const inGuest = <T>(machine: MachineId, work: (run: RunInGuest) => Promise<T>): Promise<T> =>
  visitGuest(server, machine, work);

async function awaitReady(): Promise<void> {
  await expectSoon('its disks are there', async () => {
    return (await server.api.snapshots.list({ id })).present.readiness === 'ready';
  });
}

function take(name: string): Promise<Snapshot> {
  return server.api.snapshots.take({ id, name });
}

it('keeps what the guest wrote, and is refused while the machine runs', async () => {
  await inGuest(id, async (run) => {
    expect(await errorOf(take('running'))).toMatchObject({ code: 'MACHINE_RUNNING' });
    await run('echo first >/root/first; sync');
  });
  first = await take('First: "a,b"');
  expect(first).toMatchObject({ parentId: null, isPresentParent: true, problem: null });
  expect(first.allocatedBytes).toBeGreaterThan(0);
  // It has the files of the machine: deleting it before the copy is made would give them back.
  expect((await server.api.machines.get({ id })).snapshotCount).toBe(1);
  // A start waits for the copy.
  const said = await inGuest(id, (run) => run('cat /root/first; echo second >/root/second; sync'));
  expect(said).toContain('first');
});

it('goes back: the first file is there, the second is not, and nor is a disk that came since', async () => {
  await server.api.disks.add({ id, source: { kind: 'raw', sizeMiB: 8 } });
  const list = await server.api.snapshots.restore({
    id,
    snapshotId: first.id,
    takeFirst: { name: 'Second', description: 'before going back' },
  });
  expect(list.items).toMatchObject([
    { name: first.name, isPresentParent: true },
    { name: 'Second', parentId: first.id, disks: [{ device: 'ubda' }, { device: 'ubdb' }] },
  ]);
  const said = await inGuest(id, (run) => run('cat /root/first; ls /root/second'));
  expect(said).toContain('first');
  expect(said).toMatch(/second: No such file/);
  const { items } = await server.api.machines.disks({ id });
  expect(items.map(({ device, problem }) => [device, problem])).toEqual([['ubda', null]]);
});

it('branches into a machine that boots with what was kept', async () => {
  const { items } = await server.api.snapshots.list({ id });
  const second = items.find(({ name }) => name === 'Second')?.id as SnapshotId;
  const branch = await server.api.snapshots.branch({ id, snapshotId: second, name: 'branch' });
  expect(branch).toMatchObject({ name: 'branch', snapshotCount: 0 });
  expect(branch.disks).toHaveLength(2);
  const said = await inGuest(branch.id, (run) => run('cat /root/first /root/second'));
  expect(said).toMatch(/first\s+second/);
  await server.api.machines.remove({ id: branch.id });
});

it('keeps the images that snapshots need, and says who does', async () => {
  const { disks, images, snapshots } = server.api;
  const { items } = await images.list();
  expect(items).toHaveLength(1);
  await server.api.machines.clone({ id, name: 'plain' }).then(async (clone) => {
    expect(clone.snapshotCount).toBe(0);
    await server.api.machines.remove({ id: clone.id });
  });
  expect(await errorOf(images.remove({ id: imageId.parse('tiny') }))).toMatchObject({ code: 'IMAGE_IN_USE' });
  expect(await errorOf(snapshots.take({ id, name: 'a\nb' }))).toMatchObject({ field: 'name' });
  const gone = 's-aaaaaaaaaa' as SnapshotId;
  expect(await errorOf(snapshots.restore({ id, snapshotId: gone }))).toMatchObject({
    code: 'SNAPSHOT_NOT_FOUND',
  });
  expect((await disks.add({ id, source: { kind: 'raw', sizeMiB: 512 } })).number).toBe(1);
});

it('has its disks again after the server was killed while it copied', async () => {
  const paths = machinePaths(server.home.home, id);
  await inGuest(id, (run) => run(FILL));
  const third = await take('Third');
  await expectSoon('it copies', async () => {
    return (await readdir(paths.disksDir)).some((name) => name.endsWith('.tmp'));
  });
  await server.kill9();
  // The kept state has the files, the machine has not all of its own.
  expect(existsSync(paths.diskPath(1))).toBe(false);
  await server.restart();
  const said = await inGuest(id, (run) => run(CHECK));
  expect(said).toMatch(/third\s+0\s/);
  expect((await readdir(paths.disksDir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await server.api.snapshots.remove({ id, snapshotId: third.id });
});

it('gives a disk back that was not copied yet when its snapshot is deleted', async () => {
  const paths = machinePaths(server.home.home, id);
  const last = await take('Last');
  const { tasks } = server.api;
  const { present } = await server.api.snapshots.list({ id });
  if (present.taskId !== null) await tasks.cancel({ id: present.taskId });
  await expectSoon('the copy has ended', async () => {
    return (await server.api.snapshots.list({ id })).present.readiness === 'waiting';
  });
  const { items } = await server.api.snapshots.list({ id });
  const described = items.find((item) => item.id === last.id);
  expect(described?.freesBytes).toBeLessThan(described?.allocatedBytes ?? 0);
  expect((await server.api.machines.disks({ id })).items.at(1)?.problem).toMatch(/being made again/);
  await server.api.snapshots.remove({ id, snapshotId: last.id });
  await awaitReady();
  expect(existsSync(paths.diskPath(1))).toBe(true);
  expect(existsSync(join(paths.snapshotsDir, last.id))).toBe(false);
  // What went from the snapshot is still what the guest wrote.
  await truncate(paths.diskPath(1), 512 * MIB);
  const said = await inGuest(id, (run) => run(CHECK));
  expect(said).toMatch(/third\s+0\s/);
  await server.api.machines.remove({ id });
  expect(existsSync(paths.machineDir)).toBe(false);
});
