import { link, mkdtempDisposable, open, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCow } from '../cow/index.ts';
import { decodeSwapHeader } from './swap-header-codec.ts';
import { emptyDisk, growSlot, writeDisk } from './write-disk.ts';

const MIB = 1_048_576;

describe('writeDisk', () => {
  it('makes sparse disks of every kind in the same file', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'ubdb');
    const backingPath = join(dir.path, 'image.img');
    await writeFile(backingPath, Buffer.alloc(MIB, 1));
    await writeDisk(path, { kind: 'raw', sizeBytes: 64 * MIB });
    const first = await stat(path);
    expect([first.size, first.blocks]).toEqual([64 * MIB, 0]);
    await writeFile(path, 'old content', { flag: 'r+' });
    await writeDisk(path, { kind: 'cow', backingPath });
    expect(await readCow(path)).toMatchObject({ backingPath, backingSizeBytes: MIB });
    await writeDisk(path, { kind: 'swap', sizeBytes: 8 * MIB });
    expect(decodeSwapHeader(await readFile(path))?.pages).toBe(2048);
    await emptyDisk(path);
    expect(await stat(path)).toMatchObject({ size: 0, ino: first.ino });
  });

  it('follows no link and takes no second name', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const prey = join(dir.path, 'prey');
    await writeFile(prey, 'precious');
    await symlink(prey, join(dir.path, 'soft'));
    await link(prey, join(dir.path, 'hard'));
    for (const name of ['soft', 'hard']) {
      const path = join(dir.path, name);
      for (const deed of [() => writeDisk(path, { kind: 'raw', sizeBytes: MIB }), () => emptyDisk(path)]) {
        await expect(deed()).rejects.toMatchObject({ code: 'DISK_INVALID' });
      }
    }
    expect(await readFile(prey, 'utf8')).toBe('precious');
  });

  it('leaves an empty file when the image is missing', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'ubdb');
    await expect(writeDisk(path, { kind: 'cow', backingPath: join(dir.path, 'none') })).rejects.toMatchObject(
      {
        code: 'BACKING_MISSING',
      },
    );
    expect((await stat(path)).size).toBe(0);
  });
});

describe('growSlot', () => {
  it('keeps what is there, and the identity of a swap area', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'ubdb');
    await writeDisk(path, { kind: 'swap', sizeBytes: MIB });
    const before = decodeSwapHeader(await readFile(path));
    await growSlot(path, { kind: 'swap', sizeBytes: 2 * MIB });
    expect(decodeSwapHeader(await readFile(path))).toEqual({ uuid: before?.uuid, pages: 512 });
    await using file = await open(path, 'r+');
    await file.write('kept', 10_000);
    await growSlot(path, { kind: 'raw', sizeBytes: 3 * MIB });
    expect((await readFile(path)).toString('latin1', 10_000, 10_004)).toBe('kept');
  });

  it('never shrinks', async () => {
    await using dir = await mkdtempDisposable('/tmp/umlaut-');
    const path = join(dir.path, 'ubdb');
    await writeDisk(path, { kind: 'raw', sizeBytes: 2 * MIB });
    await expect(growSlot(path, { kind: 'raw', sizeBytes: MIB })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      field: 'sizeMiB',
    });
    expect((await stat(path)).size).toBe(2 * MIB);
  });
});
