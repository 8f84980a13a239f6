import { copyFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskDevice, imageId, type MachineDisk, type MachineId } from '@umlaut/contracts/model';
import { DiskWorker } from '@umlaut/core/disks';
import {
  awaitPrompt,
  bubblewrapWorks,
  createMachine,
  errorOf,
  expectSoon,
  startTestServer,
  toUmlautError,
  type BootedGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const TINY = imageId.parse('tiny');
const OTHER = imageId.parse('other');
const MIB = 1_048_576;
const sandboxed = await bubblewrapWorks();

let server: TestServer;
let guest: BootedGuest;
let id: MachineId;
beforeAll(async () => {
  server = await startTestServer();
  const images = join(server.home.home, 'images');
  await copyFile(join(images, 'tiny.img'), join(images, 'other.img'));
  await server.api.images.list();
  id = await createMachine(server, 'several', { imageId: TINY });
});
afterAll(async () => {
  guest?.[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

async function list(): Promise<MachineDisk[]> {
  const { items, silence } = await server.api.machines.disks({ id });
  expect(silence).toBeNull();
  return items;
}

async function disk(number: number): Promise<MachineDisk> {
  const found = (await list()).find((item) => item.number === number);
  if (found === undefined) throw new Error(`no disk ${number}`);
  return found;
}

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (thrown: unknown) => toUmlautError(thrown),
  );
}

describe('disks of a stopped machine', () => {
  it('are made, changed and listed in order', async () => {
    const { disks } = server.api;
    const swap = await disks.add({ id, source: { kind: 'swap', sizeMiB: 8 }, number: 3, serial: 'swap-1' });
    expect(swap).toMatchObject({ device: 'ubdd', kind: 'swap', serial: 'swap-1', plugged: true, live: null });
    const cow = await disks.add({ id, source: { kind: 'cow', imageId: TINY }, flags: { readOnly: true } });
    expect(cow).toMatchObject({ number: 1, kind: 'cow', backingImageId: TINY, sizeBytes: 256 * MIB });
    const raw = await disks.add({ id, source: { kind: 'raw', sizeMiB: 16 } });
    expect(raw).toMatchObject({ number: 2, sizeBytes: 16 * MIB, allocatedBytes: 0, problem: null });
    expect((await list()).map(({ device }) => device)).toEqual(['ubda', 'ubdb', 'ubdc', 'ubdd']);
    const changed = await disks.update({ id, number: 2, flags: { sync: true }, serial: 'data' });
    expect(changed).toMatchObject({ flags: { sync: true, readOnly: false }, serial: 'data' });
  });

  it('grow and do not shrink', async () => {
    const { disks } = server.api;
    expect((await disks.grow({ id, number: 2, sizeMiB: 32 })).sizeBytes).toBe(32 * MIB);
    expect(await errorOf(disks.grow({ id, number: 2, sizeMiB: 16 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'sizeMiB',
    });
    expect(await errorOf(disks.grow({ id, number: 1, sizeMiB: 512 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'number',
    });
  });

  it('are refused with the field at fault', async () => {
    const { disks } = server.api;
    const raw = { kind: 'raw', sizeMiB: 1 } as const;
    const add = (changes: object): Promise<unknown> =>
      errorOf(disks.add({ id, source: raw, ...changes } as Parameters<typeof disks.add>[0]));
    expect(await add({ number: 3 })).toEqual({ code: 'DISK_IN_USE', field: 'number' });
    expect(await add({ number: 16 })).toEqual({ code: 'INVALID_INPUT', field: 'number' });
    for (const serial of ['a,b', 'a:b', 'a b', 'a"b', 'x'.repeat(21), '']) {
      expect(await add({ serial })).toEqual({ code: 'INVALID_INPUT', field: 'serial' });
    }
    expect(await add({ source: { kind: 'raw', sizeMiB: 0 } })).toEqual({
      code: 'INVALID_INPUT',
      field: 'source.sizeMiB',
    });
    expect(await errorOf(disks.unplug({ id, number: 0 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'number',
    });
    expect(await errorOf(disks.remove({ id, number: 0 }))).toEqual({
      code: 'INVALID_INPUT',
      field: 'number',
    });
    expect(await errorOf(disks.plug({ id, number: 9 }))).toEqual({ code: 'DISK_NOT_FOUND', field: 'number' });
  });

  it('keep their image from being deleted, and are copied with the machine', async () => {
    const { api } = server;
    await api.disks.add({ id, number: 9, source: { kind: 'cow', imageId: OTHER } });
    expect(await errorOf(api.images.remove({ id: OTHER }))).toEqual({ code: 'IMAGE_IN_USE', field: 'id' });
    const clone = await api.machines.clone({ id, name: 'copy' });
    const { items } = await api.machines.disks({ id: clone.id });
    expect(items.map(({ device, problem }) => [device, problem])).toEqual(
      [0, 1, 2, 3, 9].map((number) => [diskDevice(number), null]),
    );
    await api.machines.remove({ id: clone.id });
    await api.disks.remove({ id, number: 9 });
  });

  it('can be unplugged, and stay listed', async () => {
    const { disks } = server.api;
    expect(await disks.unplug({ id, number: 2 })).toMatchObject({ plugged: false });
    expect(await disk(2)).toMatchObject({ plugged: false, sizeBytes: 32 * MIB });
  });
});

describe('disks of a running machine', () => {
  beforeAll(async () => {
    await server.api.machines.start({ id });
    guest = await awaitPrompt(server, id);
  });

  it('are those that were plugged in', async () => {
    expect((await list()).map(({ number, live }) => [number, live])).toEqual([
      [0, true],
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(await guest.run('cat /sys/block/ubdd/serial; ls /sys/block')).toMatch(
      /swap-1[^]*ubda\s+ubdb\s+ubdd/,
    );
  });

  it('read-only: the guest cannot write', async () => {
    expect(await guest.run('mount -o ro /dev/ubdb /mnt && ls /mnt; umount /mnt')).toMatch(/bin[^]*etc/);
    expect(await guest.run('cat /sys/block/ubdb/ro')).toMatch(/^1\r?$/m);
    expect(await guest.run('dd if=/dev/zero of=/dev/ubdb bs=512 count=1 2>&1')).toMatch(
      /Operation not permitted|Read-only/,
    );
  });

  it('swap: swapon takes it', async () => {
    expect(await guest.run('swapon /dev/ubdd && cat /proc/swaps')).toMatch(/\/dev\/ubdd\s+partition\s+8188/);
    expect(await refusal(server.api.disks.unplug({ id, number: 3 }))).toMatchObject({
      code: 'MCONSOLE_REFUSED',
      hint: expect.stringContaining('swapoff /dev/ubdd'),
    });
    await guest.run('swapoff /dev/ubdd');
    expect(await server.api.disks.unplug({ id, number: 3 })).toMatchObject({ live: false, plugged: false });
  });

  it('a blank one is plugged in, filled, refused while mounted, unplugged and plugged in again', async () => {
    const { disks } = server.api;
    const made = await disks.add({ id, number: 4, source: { kind: 'raw', sizeMiB: 64 }, serial: 'late' });
    expect(made).toMatchObject({ device: 'ubde', live: true, plugged: true });
    expect(
      await guest.run('mke2fs -q /dev/ubde; mount /dev/ubde /mnt && echo precious >/mnt/note && sync'),
    ).not.toMatch(/rror|nvalid|not found/);
    expect(await refusal(disks.unplug({ id, number: 4 }))).toMatchObject({
      code: 'MCONSOLE_REFUSED',
      message: expect.stringContaining('currently open'),
      hint: expect.stringContaining('umount /dev/ubde'),
    });
    const refusals = [disks.remove({ id, number: 4 }), disks.grow({ id, number: 4, sizeMiB: 128 })].map(
      errorOf,
    );
    expect(await Promise.all(refusals)).toEqual(
      refusals.map(() => ({ code: 'DISK_IN_USE', field: 'number' })),
    );
    await guest.run('umount /mnt');
    expect(await disks.unplug({ id, number: 4 })).toMatchObject({ live: false, plugged: false });
    expect(await guest.run('ls /sys/block')).not.toContain('ubde');
    expect((await disks.grow({ id, number: 4, sizeMiB: 96 })).sizeBytes).toBe(96 * MIB);
    expect(await disks.plug({ id, number: 4 })).toMatchObject({ live: true });
    expect(
      await guest.run('cat /sys/block/ubde/size; mount /dev/ubde /mnt && cat /mnt/note; umount /mnt'),
    ).toMatch(/196608[^]*precious/);
  });

  it('what the guest discards is given back to the host', async () => {
    const { path } = await disk(4);
    const blocks = async (): Promise<number> => (await stat(path)).blocks * 512;
    await guest.run('dd if=/dev/urandom of=/dev/ubde bs=1M seek=40 count=20 conv=fsync 2>/dev/null');
    await expectSoon('it is written', async () => (await blocks()) > 20 * MIB);
    expect(
      await guest.run('blkdiscard -o 41943040 -l 20971520 /dev/ubde 2>&1 || echo no-$((40+2))'),
    ).not.toContain('no-42');
    await expectSoon('it is freed', async () => (await blocks()) < 10 * MIB);
    expect((await disk(4)).allocatedBytes).toBeLessThan(10 * MIB);
  });

  it('with every other flag do what the flag says', async () => {
    const { disks } = server.api;
    const flags = { sync: true, shared: true, noTrim: true };
    const made = await disks.add({ id, number: 5, source: { kind: 'raw', sizeMiB: 16 }, flags });
    expect(made).toMatchObject({ flags: { ...flags, readOnly: false }, live: true });
    // No lock: others can have it while the guest does, which is refused of a disk without the flag.
    await guest.run('exec 3</dev/ubdf');
    await using worker = new DiskWorker();
    const to = join(server.home.root, 'copy');
    await worker.run('clone', { from: made.path, to });
    const locked = worker.run('clone', { from: (await disk(0)).path, to: `${to}-2` });
    await expect(locked).rejects.toMatchObject({ code: 'DISK_IN_USE' });
    await guest.run('exec 3<&-');
    // Not trimmed: what is discarded stays allocated.
    await guest.run('dd if=/dev/urandom of=/dev/ubdf bs=1M count=8 conv=fsync 2>/dev/null');
    await guest.run('blkdiscard -o 0 -l 8388608 /dev/ubdf 2>&1');
    expect((await disk(5)).allocatedBytes).toBe(8 * MIB);
    await disks.unplug({ id, number: 5 });
    await disks.remove({ id, number: 5 });
  });

  it.runIf(sandboxed)('are refused over an image that it was not started with', async () => {
    const add = server.api.disks.add({ id, number: 5, source: { kind: 'cow', imageId: OTHER } });
    expect(await errorOf(add)).toEqual({ code: 'DISK_NEEDS_RESTART', field: 'source.imageId' });
  });

  it('are plugged in over an image that it was started with', async () => {
    const { disks } = server.api;
    const made = await disks.add({ id, number: 5, source: { kind: 'cow', imageId: TINY } });
    expect(made).toMatchObject({ live: true, backingImageId: TINY });
    expect(await guest.run('mount /dev/ubdf /mnt && touch /mnt/own && ls /mnt; umount /mnt')).toMatch(
      /bin[^]*own/,
    );
  });

  it('are the same after the guest has rebooted, and those that were waiting are there', async () => {
    const { disks, machines } = server.api;
    await disks.add({ id, number: 7, source: { kind: 'cow', imageId: OTHER }, plug: false });
    const waiting = await disks.add({ id, number: 6, source: { kind: 'raw', sizeMiB: 4 }, plug: false });
    expect(waiting).toMatchObject({ live: false, plugged: true });
    guest[Symbol.dispose]();
    const before = await machines.get({ id });
    await machines.reboot({ id });
    await expectSoon('it runs again', async () => {
      const { state } = await machines.get({ id });
      return (
        state.phase === 'running' && before.state.phase === 'running' && state.since !== before.state.since
      );
    });
    expect((await list()).map(({ number, live }) => [number, live])).toEqual([
      [0, true],
      [1, true],
      [2, false],
      [3, false],
      [4, true],
      [5, true],
      [6, true],
      [7, true],
    ]);
  });
});

it.runIf(sandboxed)('the sandbox shows files of disks, and no folder of them', async () => {
  const { items } = await server.api.machines.list();
  const state = items.find((machine) => machine.id === id)?.state;
  if (state?.phase !== 'running') throw new Error('It does not run');
  const mounts = await readFile(`/proc/${state.pid}/mountinfo`, 'utf8');
  const shown = mounts.split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  expect(shown.filter((path) => path.endsWith('/disks') || path.endsWith('/images'))).toEqual([]);
  expect(shown.filter((path) => /\/disks\/(root\.cow|ubd[b-p])$/.test(path))).toHaveLength(16);
  expect(shown.filter((path) => path.includes('/machines/') && !path.includes(id))).toEqual([]);
});
