import { execFile } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskNumber, imageId, type MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import {
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
const TINY = imageId.parse('tiny');
const MIB = 1_048_576;
const LARGER_MIB = 640;
const number = diskNumber.parse(0);
/** The starter image has none, and the guest sees the share: the host's, with the libraries that it names. */
const RESIZE = '/usr/sbin/resize2fs';
const RESIZE_ROOT = [
  "until grep -q ' /mnt/share ' /proc/mounts; do sleep 0.1; done",
  'cd /mnt/share',
  './ld-linux-x86-64.so.2 --library-path . ./resize2fs /dev/ubda',
  'cd',
].join('; ');

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function shareResize(id: MachineId): Promise<void> {
  const { stdout } = await run('ldd', [RESIZE], { timeout: 10_000 });
  const libraries = stdout.match(/\/\S+/g) ?? [];
  for (const path of [RESIZE, ...libraries]) {
    await copyFile(path, join(machinePaths(server.home.home, id).shareDir, path.split('/').at(-1) ?? ''));
  }
}

async function enlarge(id: MachineId, sizeMiB: number): Promise<void> {
  const { taskId } = await server.api.storage.enlarge({ id, number, sizeMiB });
  await expectSoon('it is larger', async () => {
    const task = await server.api.tasks.get({ id: taskId });
    if (task.state === 'failed') throw new Error(JSON.stringify(task.error));
    return task.state === 'succeeded';
  });
}

describe.each(testKernels())('on $version', (kernel) => {
  it('a root disk grows with all that the guest has on it, and nobody else notices', async () => {
    const kernelId = await importKernel(server, kernel);
    const id = await createMachine(server, 'grown', { imageId: TINY, kernelId });
    const neighbour = await createMachine(server, 'neighbour', { imageId: TINY, kernelId });
    await visitGuest(server, id, async (inGuest) => {
      await inGuest(
        'dd if=/dev/urandom of=/root/blob bs=1M count=20 2>/dev/null; md5sum /root/blob >/root/sum',
      );
      const asked = await server.api.storage.consequences({ id, number, act: 'enlarge' });
      expect(asked.refusal?.code).toBe('MACHINE_RUNNING');
    });
    const [before] = (await server.api.machines.disks({ id })).items;
    const hasMiB = (before?.sizeBytes ?? 0) / MIB;
    for (const sizeMiB of [hasMiB - 1, hasMiB]) {
      expect(await errorOf(server.api.storage.enlarge({ id, number, sizeMiB }))).toEqual({
        code: 'INVALID_INPUT',
        field: 'sizeMiB',
      });
    }
    const { id: snapshotId } = await server.api.snapshots.take({ id, name: 'small' });
    await expectSoon('its disk is made again', async () => {
      return (await server.api.snapshots.list({ id })).present.readiness === 'ready';
    });
    await enlarge(id, LARGER_MIB);

    const { items } = await server.api.machines.disks({ id });
    expect(items).toMatchObject([
      { kind: 'raw', sizeBytes: LARGER_MIB * MIB, backingImageId: null, problem: null, integrity: 'sound' },
    ]);
    const tree = await server.api.storage.tree();
    expect(tree.own).toMatchObject([{ machineId: id }]);
    expect(tree.images.find((image) => image.id === TINY)).toMatchObject({
      problem: null,
      disks: [{ machineId: neighbour, integrity: 'sound' }],
      snapshots: [{ snapshotId, integrity: 'sound' }],
    });

    await shareResize(id);
    const said = await visitGuest(server, id, async (inGuest) => {
      return inGuest(`cat /sys/block/ubda/size; ${RESIZE_ROOT}; md5sum -c /root/sum; df -m / | tail -n 1`);
    });
    expect(said).toMatch(new RegExp(`^${LARGER_MIB * 2048}\r?$`, 'm'));
    expect(said).toContain('/root/blob: OK');
    const totalMiB = Number(/^\S+ +(\d+) +\d+ +\d+ +\d+% \/\r?$/m.exec(said)?.[1]);
    expect(totalMiB).toBeGreaterThan(LARGER_MIB * 0.85);
    const disk = machinePaths(server.home.home, id).diskPath(number);
    await run('e2fsck', ['-fn', disk], { timeout: 60_000 });

    // It needs its image no longer; its snapshot does, and says so by name.
    await server.api.machines.remove({ id: neighbour });
    await expect(server.api.images.remove({ id: TINY })).rejects.toThrow('the snapshot "small" of "grown"');
    await server.api.snapshots.restore({ id, snapshotId });
    const back = await visitGuest(server, id, (inGuest) =>
      inGuest('cat /sys/block/ubda/size; md5sum -c /root/sum'),
    );
    expect(back).toMatch(new RegExp(`^${hasMiB * 2048}\r?$`, 'm'));
    expect(back).toContain('/root/blob: OK');
    await server.api.machines.remove({ id });
  });
});
