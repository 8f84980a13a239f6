import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, truncate, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskNumber, imageId, type ImageId, type MachineDisk, type MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import {
  copyTinyImage,
  createMachine,
  errorOf,
  expectSoon,
  importKernel,
  startTestServer,
  testKernels,
  visitGuest,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const LIMITS = { timeout: 120_000 };
const MIB = 1_048_576;
const number = diskNumber.parse(0);
/** 400 MiB behind the end of the root file system that are no holes: time enough to be killed. */
const BEHIND = 'tr "\\000" x | dd of=/dev/ubda bs=1M seek=300 conv=notrunc 2>/dev/null';
const FILL = `echo precious >/root/note; dd if=/dev/zero bs=1M count=400 2>/dev/null | ${BEHIND}; sync`;
/** Counts the bytes that are not what was written. */
const CHECK = 'cat /root/note; dd if=/dev/ubda bs=1M skip=300 count=400 2>/dev/null | tr -d x | wc -c';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const imagePath = (id: ImageId): string => join(server.home.home, 'images', `${id}.img`);
const cowPath = (id: MachineId): string => machinePaths(server.home.home, id).diskPath(0);

/** A bootable image that nothing lies over. */
async function placeImage(name: string, sizeMiB: number): Promise<ImageId> {
  const id = imageId.parse(name);
  await copyTinyImage(imagePath(id));
  await chmod(imagePath(id), 0o644);
  await truncate(imagePath(id), sizeMiB * MIB);
  await chmod(imagePath(id), 0o444);
  await server.api.images.list();
  return id;
}

/** What uml_moo makes of a disk. */
async function mergedByTool(id: MachineId): Promise<string> {
  const path = join(server.home.root, `${id}.moo`);
  await run('uml_moo', [cowPath(id), path], LIMITS);
  return path;
}

async function rootDisk(id: MachineId): Promise<MachineDisk | undefined> {
  return (await server.api.machines.disks({ id })).items[0];
}

describe.each(testKernels())('on $version', (kernel) => {
  it('a guest boots from the image that its disk was merged into, and so does a new machine', async () => {
    const kernelId = await importKernel(server, kernel);
    const image = await placeImage(`merged-${kernel.version.replaceAll('.', '-')}`, 256);
    const id = await createMachine(server, 'merged', { imageId: image, kernelId });
    await visitGuest(server, id, (inGuest) =>
      inGuest(
        'dd if=/dev/urandom of=/root/blob bs=1M count=5 2>/dev/null; md5sum /root/blob >/root/sum; rm /etc/motd',
      ),
    );
    const theirs = await mergedByTool(id);
    const { taskId } = await server.api.storage.merge({ id, number });
    await expectSoon('it is merged', async () => {
      return (await server.api.tasks.get({ id: taskId })).state === 'succeeded';
    });
    await run('cmp', [imagePath(image), theirs], LIMITS);
    expect(await rootDisk(id)).toMatchObject({ changedBytes: 0, integrity: 'sound' });
    const second = await createMachine(server, 'second', { imageId: image, kernelId });
    for (const each of [id, second]) {
      const said = await visitGuest(server, each, (inGuest) => inGuest('md5sum -c /root/sum; ls /etc/motd'));
      expect(said).toContain('/root/blob: OK');
      expect(said).toMatch(/motd: No such file/);
    }
    for (const each of [id, second]) await server.api.machines.remove({ id: each });
  });

  it('a server that is killed in the middle of an act loses nothing', async () => {
    const kernelId = await importKernel(server, kernel);
    const image = await placeImage(`killed-${kernel.version.replaceAll('.', '-')}`, 768);
    const id = await createMachine(server, 'killed', { imageId: image, kernelId });
    await visitGuest(server, id, (inGuest) => inGuest(FILL));
    const before = await rootDisk(id);
    expect(before?.changedBytes).toBeGreaterThan(400 * MIB);
    const theirs = await mergedByTool(id);

    // A larger disk, of which half was written when it was cancelled, or cut off: nothing has happened.
    const { disksDir } = machinePaths(server.home.home, id);
    const names = (await readdir(disksDir)).toSorted();
    const isWritten = async (): Promise<boolean> =>
      (await readdir(disksDir)).some((name) => name.endsWith('.tmp'));
    const cancelled = errorOf(server.api.storage.enlarge({ id, number, sizeMiB: 900 }));
    await expectSoon('the larger disk is being written', isWritten);
    const task = (await server.api.tasks.list()).items.find(({ kind }) => kind === 'disk-enlarge');
    await server.api.tasks.cancel({ id: task?.id ?? ('t-' as never) });
    expect(await cancelled).toMatchObject({ code: 'CANCELLED' });
    expect((await readdir(disksDir)).toSorted()).toEqual(names);
    expect(await rootDisk(id)).toEqual(before);
    const larger = server.api.storage.enlarge({ id, number, sizeMiB: 900 });
    await killDuring(larger, 'the larger disk is being written', isWritten);
    expect((await readdir(disksDir)).toSorted()).not.toEqual(names);
    await server.restart();
    expect((await readdir(disksDir)).toSorted()).toEqual(names);
    expect(await rootDisk(id)).toEqual(before);

    // A merge in place, of which half is in the image: it is brought to its end.
    const journal = `${imagePath(image)}.merge-journal`;
    const merge = server.api.storage.merge({ id, number });
    await killDuring(merge, 'the image is being written to', () => existsSync(journal));
    expect(existsSync(journal)).toBe(true);
    await expect(run('cmp', [imagePath(image), theirs], LIMITS)).rejects.toMatchObject({ code: 1 });
    await server.restart();
    expect(existsSync(journal)).toBe(false);
    await run('cmp', [imagePath(image), theirs], LIMITS);
    expect(await rootDisk(id)).toMatchObject({ changedBytes: 0, integrity: 'sound' });
    const stored = (await server.api.images.list()).items.find((one) => one.id === image);
    expect(stored).toMatchObject({ problem: null });
    const sha256 = createHash('sha256').update(await readFile(imagePath(image)));
    expect(stored?.sha256).toBe(sha256.digest('hex'));
    const said = await visitGuest(server, id, (inGuest) => inGuest(CHECK));
    expect(said).toMatch(/precious\s+0\s/);
    await server.api.machines.remove({ id });
  });
});

/** As kill -9 does it, the moment that the condition holds. An act that is quick would be answered after its end. */
async function killDuring(
  act: Promise<unknown>,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const answered = act.then(
    () => true,
    () => false,
  );
  await expectSoon(what, condition);
  await server.kill9();
  expect(await answered, 'it was killed before the act had ended').toBe(false);
}
