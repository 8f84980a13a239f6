import { spawn } from 'node:child_process';
import { mkdir, mkdtempDisposable, open, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { createCow } from '../cow/index.ts';
import { checkDisks } from './disk-check.ts';

/** A COW over a 1 MiB backing file in a folder of its own. */
async function cowDisk(root: string): Promise<LaunchDisk & { backingPath: string }> {
  const backingPath = join(root, 'base.img');
  await writeFile(backingPath, '');
  await truncate(backingPath, 1_048_576);
  await createCow({ path: join(root, 'root.cow'), backingPath });
  return { index: 0, path: join(root, 'root.cow'), backingPath, readOnly: false };
}

describe('checkDisks', () => {
  it('accepts a COW over an unchanged backing file', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    await expect(checkDisks([await cowDisk(home.path)])).resolves.toBeUndefined();
  });

  it('tells when the backing file was modified, with both remedies', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    await utimes(disk.backingPath, 1000, 1000);
    await expect(checkDisks([disk])).rejects.toMatchObject({
      code: 'BACKING_CHANGED',
      field: 'disks.0',
      hint: expect.stringMatching(/Restore .* or discard/) as string,
    });
  });

  it('tells when the backing file changed its size', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    await truncate(disk.backingPath, 2_097_152);
    await expect(checkDisks([disk])).rejects.toMatchObject({ code: 'BACKING_CHANGED' });
  });

  it('tells when the backing file is gone', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    await rm(disk.backingPath);
    await expect(checkDisks([disk])).rejects.toMatchObject({ code: 'BACKING_MISSING' });
  });

  it('refuses a COW that was made over another file which still exists', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    const other = join(home.path, 'other.img');
    await writeFile(other, '');
    await truncate(other, 1_048_576);
    await expect(checkDisks([{ ...disk, backingPath: other }])).rejects.toMatchObject({
      code: 'COW_INVALID',
    });
  });

  it('refuses a damaged COW header', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    await using file = await open(disk.path, 'r+');
    await file.write(Buffer.from([0xff]), 0, 1, 7);
    await expect(checkDisks([disk])).rejects.toMatchObject({ code: 'COW_INVALID' });
  });

  it.each([
    ['missing.img', 'DISK_MISSING'],
    ['folder', 'DISK_INVALID'],
    ['odd.img', 'DISK_INVALID'],
    ['empty.img', 'DISK_INVALID'],
  ])('refuses the raw disk %s', async (name, code) => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    await mkdir(join(home.path, 'folder'));
    await writeFile(join(home.path, 'odd.img'), 'x'.repeat(700));
    await writeFile(join(home.path, 'empty.img'), '');
    const disk = { index: 0, path: join(home.path, name), backingPath: null, readOnly: false };
    await expect(checkDisks([disk])).rejects.toMatchObject({ code, field: 'disks.0' });
  });

  it('names the process that holds the disk', async () => {
    await using home = await mkdtempDisposable('/tmp/umlaut-disks-');
    const disk = await cowDisk(home.path);
    // POSIX locks, as UML takes them; Python is the only tool of the base system that sets one.
    const script =
      'import fcntl,sys;f=open(sys.argv[1],"r+");fcntl.lockf(f,fcntl.LOCK_EX);print(1,flush=True);sys.stdin.read()';
    const holder = spawn('python3', ['-c', script, disk.path], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      await expect(checkDisks([disk])).rejects.toMatchObject({
        code: 'DISK_IN_USE',
        details: { pid: holder.pid },
      });
    } finally {
      holder.kill();
      await once(holder, 'exit');
    }
  });
});
