import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskWorker } from '../disks/index.ts';
import { buildGuestImage } from '../mconsole/testing/guest-image.ts';
import { PlainUml, createGuestFolder } from '../mconsole/testing/plain-uml.ts';
import { testKernels } from '../mconsole/testing/test-kernels.ts';
import { checkBacking, countChangedBytes, createCow, readCow } from './index.ts';

const run = promisify(execFile);
const LIMITS = { timeout: 60_000 };

let folder: ReturnType<typeof createGuestFolder>;
let image: string;
beforeAll(async () => {
  folder = createGuestFolder();
  image = `${folder.path}/root.ext4`;
  await buildGuestImage(image);
  chmodSync(image, 0o444);
});
afterAll(() => folder[Symbol.dispose]());

/** Runs shell commands in a guest on this disk and powers it off. */
async function runGuestOn(kernelPath: string, disk: string, task: string): Promise<string> {
  await using uml = new PlainUml({
    folder: folder.path,
    kernelPath,
    arguments: [`ubd0=${disk}`],
    task: `${task}; sync; mount -o remount,ro /; poweroff -f`,
  });
  await uml.exit;
  if (!/reboot: (?:Power down|System halted)/.test(uml.output))
    throw new Error(`The guest did not end as it was told to:\n${uml.output.slice(-8000)}`);
  return uml.output;
}

async function createGuestCow(name: string, backingPath = image): Promise<string> {
  const path = `${folder.path}/${name}`;
  await createCow({ path, backingPath });
  chmodSync(path, 0o666);
  return path;
}

describe('copy-on-write files', () => {
  it.each([1, 511, 512, 4096, 4097, 1_000_003, 64 * 2 ** 20, 5 * 2 ** 30])(
    'over %i bytes are what uml_mkcow makes, byte for byte',
    async (size) => {
      const backing = `${folder.path}/backing-${size}`;
      writeFileSync(backing, '');
      truncateSync(backing, size);
      const ours = `${folder.path}/ours-${size}.cow`;
      const theirs = `${folder.path}/theirs-${size}.cow`;
      const info = await createCow({ path: ours, backingPath: backing });
      await run('uml_mkcow', [theirs, backing], LIMITS);
      await run('cmp', ['-n', String(info.dataOffset), ours, theirs], LIMITS);
      expect(await readCow(theirs)).toEqual({ ...info, path: theirs });
    },
  );
});

describe.each(testKernels())('copy-on-write files of $version', ({ path: kernelPath, version }) => {
  const runGuest = (disk: string, task: string): Promise<string> => runGuestOn(kernelPath, disk, task);

  it('carry what a guest writes from one boot to the next, and leave the image alone', async () => {
    const before = readFileSync(image);
    const cow = await createGuestCow(`${version}-boots.cow`);
    await runGuest(cow, 'dd if=/dev/urandom of=/blob bs=1024 count=300 && md5sum /blob');
    const changed = await countChangedBytes(cow);
    expect(changed).toBeGreaterThan(300 * 1024);
    expect(changed).toBeLessThan(2 * 2 ** 20);
    const output = await runGuest(cow, 'md5sum /blob && echo BLOB-IS-HERE');
    expect(output).toMatch(/^[0-9a-f]{32} {2}\/blob\r?$/m);
    expect(output).toContain('BLOB-IS-HERE');
    expect(readFileSync(image).equals(before)).toBe(true);
    expect(await checkBacking(await readCow(cow))).toEqual({ status: 'ok' });
  });

  it('merge with uml_moo into what their bitmap says', async () => {
    const cow = await createGuestCow(`${version}-merged.cow`);
    await runGuest(cow, 'echo merged > /marker');
    const merged = `${folder.path}/${version}-merged.ext4`;
    await run('uml_moo', [cow, merged], LIMITS);
    const ours = `${folder.path}/${version}-ours.ext4`;
    await using worker = new DiskWorker();
    expect((await worker.run('verify', { path: cow })).findings).toEqual([]);
    await worker.run('merge', { cowPath: cow, outPath: ours });
    await run('cmp', [ours, merged], LIMITS);

    const info = await readCow(cow);
    const expected = readFileSync(image);
    const bytes = readFileSync(cow);
    for (let sector = 0; sector * 512 < info.backingSizeBytes; sector++) {
      const held = ((bytes[info.bitmapOffset + (sector >> 3)] ?? 0) >> (sector & 7)) & 1;
      const from = info.dataOffset + sector * 512;
      if (held === 1) bytes.copy(expected, sector * 512, from, from + 512);
    }
    expect(readFileSync(merged).equals(expected)).toBe(true);
    await run('e2fsck', ['-fn', merged], LIMITS);
    const { stdout } = await run('debugfs', ['-R', 'cat /marker', merged], LIMITS);
    expect(stdout).toBe('merged\n');

    // A kernel boots what we made of it, grown, and finds what the guest wrote.
    const grown = `${folder.path}/${version}-grown.ext4`;
    await worker.run('clone', { from: ours, to: grown });
    await worker.run('grow', { path: grown, sizeBytes: 16 * 2 ** 20 });
    chmodSync(grown, 0o666);
    expect(await runGuest(grown, 'cat /marker; cat /sys/block/ubda/size')).toMatch(/^merged\r?\n32768\r?$/m);
  });

  it('that the kernel made are read and counted', async () => {
    const cow = `${folder.path}/${version}-kernel-made.cow`;
    await runGuest(`${cow},${image}`, 'echo hello > /marker');
    const info = await readCow(cow);
    expect(info).toMatchObject({
      version: 3,
      backingPath: image,
      backingSizeBytes: 12 * 2 ** 20,
      alignment: 4096,
    });
    expect(await checkBacking(info)).toEqual({ status: 'ok' });
    expect(await countChangedBytes(cow)).toBeGreaterThan(0);
  });

  it('are refused by the kernel exactly when checkBacking says so', async () => {
    const backing = `${folder.path}/${version}-changing.ext4`;
    await run('cp', [image, backing], LIMITS);
    chmodSync(backing, 0o644);
    const cow = await createGuestCow(`${version}-changing.cow`, backing);
    const info = await readCow(cow);
    utimesSync(backing, info.backingMtimeSeconds + 5, info.backingMtimeSeconds + 5);
    expect((await checkBacking(info)).status).toBe('mtime-changed');
    await using uml = new PlainUml({ folder: folder.path, kernelPath, arguments: [`ubd0=${cow}`] });
    await uml.shows('mtime mismatch');
    await uml.exit;
    utimesSync(backing, info.backingMtimeSeconds + 0.5, info.backingMtimeSeconds + 0.5);
    expect((await checkBacking(info)).status).toBe('ok');
    expect(await runGuest(cow, 'echo RESTORED')).toContain('RESTORED');
  });
});
