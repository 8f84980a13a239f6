import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBacking, countChangedBytes, createCow, readCow } from './index.ts';

let folder: string;
let backingPath: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cow-'));
  backingPath = join(folder, 'image');
  path = join(folder, 'disk.cow');
  writeFileSync(backingPath, Buffer.alloc(100_000, 7));
});
afterEach(() => rmSync(folder, { recursive: true }));

function patch(offset: number, bytes: number[]): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.from(bytes), 0, bytes.length, offset);
  closeSync(fd);
}

describe('createCow', () => {
  it('gives what readCow reads, and takes next to no room', async () => {
    const info = await createCow({ path, backingPath });
    expect(await readCow(path)).toEqual(info);
    expect(info).toMatchObject({ path, backingPath, version: 3, backingSizeBytes: 100_000 });
    expect(statSync(path).size).toBe(info.fileBytes);
    expect(statSync(path).blocks * 512).toBeLessThanOrEqual(16_384);
    expect(await checkBacking(info)).toEqual({ status: 'ok' });
    expect(await countChangedBytes(path)).toBe(0);
  });

  it('is quick and sparse over a huge image', async () => {
    truncateSync(backingPath, 100 * 2 ** 30);
    const { fileBytes } = await createCow({ path, backingPath });
    expect(fileBytes).toBe(107_400_404_992);
    expect(statSync(path).blocks * 512).toBeLessThanOrEqual(16_384);
    expect(await countChangedBytes(path)).toBe(0);
  });

  it('never overwrites', async () => {
    writeFileSync(path, 'precious');
    await expect(createCow({ path, backingPath })).rejects.toMatchObject({ code: 'DISK_IN_USE' });
    expect(statSync(path).size).toBe(8);
  });

  it('resolves links of the folder but keeps the last name, as the kernel does', async () => {
    mkdirSync(join(folder, 'real'));
    renameSync(backingPath, join(folder, 'real', 'image'));
    symlinkSync('real', join(folder, 'alias'));
    symlinkSync('image', join(folder, 'real', 'latest'));
    const info = await createCow({ path, backingPath: join(folder, 'alias', 'latest') });
    expect(info.backingPath).toBe(join(folder, 'real', 'latest'));
  });

  it('leaves nothing behind when it fails', async () => {
    await expect(createCow({ path, backingPath: join(folder, 'absent') })).rejects.toMatchObject({
      code: 'BACKING_MISSING',
    });
    await expect(createCow({ path, backingPath: join(folder, 'no', 'image') })).rejects.toMatchObject({
      code: 'BACKING_MISSING',
    });
    await expect(createCow({ path, backingPath: folder })).rejects.toMatchObject({ code: 'DISK_INVALID' });
    truncateSync(backingPath, 0);
    await expect(createCow({ path, backingPath })).rejects.toMatchObject({ code: 'COW_INVALID' });
    expect(readdirSync(folder)).toEqual(['image']);
  });

  it('refuses a copy-on-write file as backing file', async () => {
    await createCow({ path, backingPath });
    await expect(createCow({ path: `${path}.2`, backingPath: path })).rejects.toMatchObject({
      code: 'DISK_INVALID',
    });
  });

  it('refuses an image from after 2106, which no kernel would accept', async () => {
    utimesSync(backingPath, 2 ** 32, 2 ** 32);
    await expect(createCow({ path, backingPath })).rejects.toMatchObject({ code: 'COW_INVALID' });
  });

  it.each(['a,b', 'a:b', 'a b', 'a\nb', 'a\tb', 'a"b', 'a\u0001b'])('refuses the path %j', async (name) => {
    const hostile = join(folder, name);
    await expect(createCow({ path: hostile, backingPath })).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
    });
    await expect(createCow({ path, backingPath: hostile })).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
    });
    expect(readdirSync(folder)).toEqual(['image']);
  });

  it('refuses a path that no header can hold', async () => {
    await expect(createCow({ path: `/${'x/'.repeat(2100)}y`, backingPath })).rejects.toMatchObject({
      code: 'PATH_UNSUPPORTED',
    });
  });
});

describe('readCow', () => {
  it('says what is wrong with the file', async () => {
    await expect(readCow(join(folder, 'absent'))).rejects.toMatchObject({ code: 'DISK_MISSING' });
    await expect(readCow(join(backingPath, 'below'))).rejects.toMatchObject({ code: 'DISK_MISSING' });
    await expect(readCow(folder)).rejects.toMatchObject({ code: 'DISK_INVALID' });
    await expect(readCow(backingPath)).rejects.toMatchObject({ code: 'COW_INVALID', details: { offset: 0 } });
    await expect(readCow('/dev/zero')).rejects.toMatchObject({ code: 'DISK_INVALID' });
  });

  it('does not wait for a fifo', async () => {
    execFileSync('/usr/bin/mkfifo', [path]);
    await expect(readCow(path)).rejects.toMatchObject({ code: 'DISK_INVALID' });
  });

  it('refuses a file that was cut short', async () => {
    const { fileBytes } = await createCow({ path, backingPath });
    truncateSync(path, fileBytes - 1);
    await expect(readCow(path)).rejects.toMatchObject({
      code: 'COW_INVALID',
      details: { offset: fileBytes - 1 },
    });
  });

  it('takes no memory for the size that a hostile header tells', async () => {
    await createCow({ path, backingPath });
    patch(12, [0, 0, 7, 0, 0, 0, 0, 0]);
    await expect(readCow(path)).rejects.toMatchObject({ code: 'COW_INVALID' });
    await expect(countChangedBytes(path)).rejects.toMatchObject({ code: 'COW_INVALID' });
  });
});

describe('countChangedBytes', () => {
  it('counts whole sectors but never more than the disk, and no bits beyond it', async () => {
    const { bitmapOffset, bitmapBytes } = await createCow({ path, backingPath });
    patch(bitmapOffset, [0b101]);
    expect(await countChangedBytes(path)).toBe(1024);
    patch(
      bitmapOffset,
      Array.from({ length: bitmapBytes }, () => 0xff),
    );
    expect(await countChangedBytes(path)).toBe(100_000);
  });

  it('finds a change at the far end of a large bitmap', async () => {
    truncateSync(backingPath, 4 * 2 ** 30 + 3 * 512);
    const { bitmapOffset, bitmapBytes } = await createCow({ path, backingPath });
    patch(bitmapOffset + bitmapBytes - 1, [0xff]);
    patch(bitmapOffset + 256 * 1024, [0x01]);
    expect(await countChangedBytes(path)).toBe(4 * 512);
  });
});

describe('checkBacking', () => {
  it('tells a missing, resized or touched backing file, with figures', async () => {
    const info = await createCow({ path, backingPath });
    const seconds = info.backingMtimeSeconds;

    utimesSync(backingPath, seconds + 60, seconds + 60);
    expect(await checkBacking(info)).toEqual({
      status: 'mtime-changed',
      path: backingPath,
      expectedSeconds: seconds,
      actualSeconds: seconds + 60,
    });

    truncateSync(backingPath, 99_999);
    expect(await checkBacking(info)).toEqual({
      status: 'size-changed',
      path: backingPath,
      expectedBytes: 100_000,
      actualBytes: 99_999,
    });

    rmSync(backingPath);
    expect(await checkBacking(info)).toEqual({ status: 'missing', path: backingPath });
    mkdirSync(backingPath);
    expect(await checkBacking(info)).toMatchObject({ status: 'unusable', path: backingPath });
  });

  it('accepts a backing file whose size and whole second were restored', async () => {
    const info = await createCow({ path, backingPath });
    writeFileSync(backingPath, Buffer.alloc(100_000, 9));
    utimesSync(backingPath, info.backingMtimeSeconds + 0.75, info.backingMtimeSeconds + 0.75);
    expect(await checkBacking(info)).toEqual({ status: 'ok' });
  });

  it('does not mind the mode bits', async () => {
    const info = await createCow({ path, backingPath });
    chmodSync(backingPath, 0o444);
    expect(await checkBacking(info)).toEqual({ status: 'ok' });
  });
});
