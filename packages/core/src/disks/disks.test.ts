import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import { tryLockFile } from '@umlaut/hostio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBacking, createCow, readCow } from '../cow/index.ts';
import { MAX_HEADER_BYTES } from '../cow/layout.ts';
import { readChangeMap } from './changed-totals.ts';
import { cloneDisk } from './clone-disk.ts';
import { growDisk } from './grow-disk.ts';
import { repointCow, restampCow } from './repoint-cow.ts';
import { writeModelCow } from './testing/model-cow.ts';
import { verifyCow } from './verify-cow.ts';

let folder: string;
let backingPath: string;
let cowPath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disks-'));
  backingPath = join(folder, 'image');
  cowPath = join(folder, 'disk.cow');
  writeFileSync(backingPath, Buffer.alloc(100_000, 7));
  writeModelCow({ path: cowPath, backingPath, version: 3, writes: [{ sector: 190, count: 5, fill: 9 }] });
});
afterEach(() => rmSync(folder, { recursive: true }));

function patch(path: string, offset: number, bytes: Uint8Array): void {
  const fd = openSync(path, 'r+');
  writeSync(fd, bytes, 0, bytes.length, offset);
  closeSync(fd);
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

const kindsOf = async (): Promise<string[]> =>
  (await verifyCow({ path: cowPath })).findings.map(({ kind }) => kind);

describe('verifyCow', { timeout: 60_000 }, () => {
  it('has nothing to say of a sound file', async () => {
    const report = await verifyCow({ path: cowPath });
    expect(report).toEqual({ path: cowPath, info: await readCow(cowPath), changedBytes: 2560, findings: [] });
  });

  it('tells what is wrong with the backing file', async () => {
    const { mtimeMs } = statSync(backingPath);
    utimesSync(backingPath, mtimeMs / 1000 + 60, mtimeMs / 1000 + 60);
    expect(await kindsOf()).toEqual(['backing-mtime-changed']);
    truncateSync(backingPath, 99_999);
    expect(await kindsOf()).toEqual(['backing-size-changed']);
    writeFileSync(`${backingPath}.merge-journal`, '');
    expect(await kindsOf()).toEqual(['backing-size-changed', 'backing-half-merged']);
    rmSync(`${backingPath}.merge-journal`);
    await createCow({ path: `${backingPath}.cow`, backingPath });
    renameSync(`${backingPath}.cow`, backingPath);
    expect(await kindsOf()).toEqual(['backing-size-changed', 'backing-is-cow']);
    rmSync(backingPath);
    expect(await kindsOf()).toEqual(['backing-missing']);
  });

  it('tells what a file lost that was cut short', async () => {
    const { fileBytes, dataOffset, bitmapOffset } = await readCow(cowPath);
    truncateSync(cowPath, fileBytes + 1);
    expect(await kindsOf()).toEqual(['file-long']);
    // Sector 194 is the last that was changed.
    truncateSync(cowPath, dataOffset + 195 * 512);
    expect(await kindsOf()).toEqual(['file-short']);
    truncateSync(cowPath, dataOffset + 192 * 512 + 100);
    const { findings } = await verifyCow({ path: cowPath });
    expect(findings).toMatchObject([{ kind: 'data-outside-file', details: { lostBytes: 412 + 2 * 512 } }]);
    truncateSync(cowPath, bitmapOffset + 3);
    expect(await kindsOf()).toEqual(['bitmap-outside-file', 'file-short']);
    truncateSync(cowPath, 100);
    expect(await kindsOf()).toEqual(['header-invalid']);
  });

  it('finds bits beyond the last sector', async () => {
    const { bitmapOffset, bitmapBytes } = await readCow(cowPath);
    // 196 sectors: the last byte has four to spare.
    patch(cowPath, bitmapOffset + bitmapBytes - 1, Uint8Array.of(0b1011_0000));
    const { findings } = await verifyCow({ path: cowPath });
    expect(findings).toMatchObject([
      { kind: 'bits-beyond-disk', severity: 'warning', details: { strayBits: 3 } },
    ]);
  });

  it('survives any header, without taking memory for what it tells', async () => {
    const noise = fc.array(fc.record({ at: fc.nat(200), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 });
    const sound = readFileSync(cowPath);
    const before = process.memoryUsage.rss();
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, fc.uint8Array({ maxLength: MAX_HEADER_BYTES })), async (change) => {
        const bytes = Buffer.from(sound);
        if (change instanceof Uint8Array) bytes.set(change, 0);
        else for (const { at, byte } of change) bytes[at] = byte;
        writeFileSync(cowPath, bytes);
        const { info, findings } = await verifyCow({ path: cowPath });
        expect(info !== null || findings.length === 1).toBe(true);
        const code = codeOf(() => readChangeMap({ path: cowPath, buckets: 1e9 }));
        expect([undefined, 'COW_INVALID']).toContain(code);
      }),
      { numRuns: 250 },
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 2 ** 20);
  });
});

describe('readChangeMap', () => {
  it('shows where the changes are', () => {
    const map = readChangeMap({ path: cowPath, buckets: 4 });
    expect(map).toEqual({
      sizeBytes: 100_000,
      changedBytes: 2560,
      bucketBytes: 49 * 512,
      buckets: [0, 0, 0, 2560],
    });
  });
});

describe('cloneDisk', () => {
  it('copies bytes, holes and permissions', () => {
    truncateSync(backingPath, 2 ** 34);
    patch(backingPath, 2 ** 33, Uint8Array.of(1, 2, 3));
    chmodSync(backingPath, 0o600);
    const to = join(folder, 'clone');
    expect(cloneDisk({ from: backingPath, to }).sizeBytes).toBe(2 ** 34);
    expect(statSync(to).size).toBe(2 ** 34);
    expect(statSync(to).blocks).toBeLessThanOrEqual(statSync(backingPath).blocks);
    expect(statSync(to).mode & 0o777).toBe(0o600);
    const fd = openSync(to, 'r');
    const bytes = Buffer.alloc(4);
    readSync(fd, bytes, 0, 4, 2 ** 33);
    expect([...bytes]).toEqual([1, 2, 3, 0]);
    readSync(fd, bytes, 0, 4, 99_998);
    expect([...bytes]).toEqual([7, 7, 0, 0]);
    closeSync(fd);
  });

  it('follows no link, takes no fifo, overwrites nothing, and leaves nothing when it is cancelled', () => {
    const to = join(folder, 'clone');
    symlinkSync(backingPath, join(folder, 'link'));
    const before = readdirSync(folder);
    expect(codeOf(() => cloneDisk({ from: join(folder, 'link'), to }))).toBe('DISK_INVALID');
    expect(codeOf(() => cloneDisk({ from: folder, to }))).toBe('DISK_INVALID');
    expect(codeOf(() => cloneDisk({ from: join(folder, 'absent'), to }))).toBe('DISK_MISSING');
    expect(codeOf(() => cloneDisk({ from: backingPath, to: cowPath }))).toBe('DISK_IN_USE');
    expect(codeOf(() => cloneDisk({ from: backingPath, to }, { isCancelled: () => true }))).toBe('CANCELLED');
    const fd = openSync(backingPath, 'r+');
    tryLockFile(fd);
    expect(codeOf(() => cloneDisk({ from: backingPath, to }))).toBe('DISK_IN_USE');
    closeSync(fd);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('growDisk', () => {
  it('makes a raw image larger, never smaller', () => {
    const before = readFileSync(backingPath);
    expect(growDisk({ path: backingPath, sizeBytes: 200_000 })).toEqual({ sizeBytes: 200_000 });
    const expected = Buffer.concat([before, Buffer.alloc(100_000)]);
    expect(readFileSync(backingPath).equals(expected)).toBe(true);
    for (const sizeBytes of [199_999, -1, 1.5, Number.NaN, 2 ** 50]) {
      expect(codeOf(() => growDisk({ path: backingPath, sizeBytes }))).toBe('INVALID_INPUT');
    }
    expect(statSync(backingPath).size).toBe(200_000);
  });

  it('refuses a copy-on-write file, and a disk in use', () => {
    expect(codeOf(() => growDisk({ path: cowPath, sizeBytes: 2 ** 20 }))).toBe('DISK_INVALID');
    const fd = openSync(backingPath, 'r');
    tryLockFile(fd, { shared: true });
    expect(codeOf(() => growDisk({ path: backingPath, sizeBytes: 200_000 }))).toBe('DISK_IN_USE');
    closeSync(fd);
  });
});

describe('repointCow', () => {
  it('accepts a backing file of the same size elsewhere', async () => {
    const moved = join(folder, 'moved');
    renameSync(backingPath, moved);
    utimesSync(moved, 1_234_567_890, 1_234_567_890);
    await repointCow({ cowPath, backingPath: moved });
    const info = await readCow(cowPath);
    expect(info).toMatchObject({ backingPath: moved, backingMtimeSeconds: 1_234_567_890 });
    expect(await checkBacking(info)).toEqual({ status: 'ok' });
    expect(await kindsOf()).toEqual([]);
  });

  it('refuses what the kernel would, and changes nothing then', async () => {
    const before = readFileSync(cowPath);
    const fails = (path: string): Promise<unknown> => repointCow({ cowPath, backingPath: path });
    writeFileSync(join(folder, 'other'), 'short');
    await expect(fails(join(folder, 'other'))).rejects.toMatchObject({ code: 'BACKING_CHANGED' });
    await expect(fails(join(folder, 'absent'))).rejects.toMatchObject({ code: 'BACKING_MISSING' });
    await expect(fails(join(folder, 'a,b'))).rejects.toMatchObject({ code: 'PATH_UNSUPPORTED' });
    await expect(fails(cowPath)).rejects.toMatchObject({ code: 'DISK_INVALID' });
    const fd = openSync(cowPath, 'r+');
    tryLockFile(fd);
    await expect(fails(backingPath)).rejects.toMatchObject({ code: 'DISK_IN_USE' });
    closeSync(fd);
    expect(readFileSync(cowPath).equals(before)).toBe(true);
  });
});

describe('restampCow', () => {
  it('accepts a touched backing file of the same content, and no other', async () => {
    truncateSync(backingPath, 3_000_000);
    writeModelCow({ path: cowPath, backingPath, version: 2, writes: [] });
    const sha256 = createHash('sha256').update(readFileSync(backingPath)).digest('hex');
    utimesSync(backingPath, 1_234_567_890, 1_234_567_890);
    expect(restampCow({ cowPath, sha256 })).toEqual({ backingMtimeSeconds: 1_234_567_890 });
    expect(await checkBacking(await readCow(cowPath))).toEqual({ status: 'ok' });

    patch(backingPath, 2_999_999, Uint8Array.of(1));
    const before = readFileSync(cowPath);
    expect(codeOf(() => restampCow({ cowPath, sha256 }))).toBe('BACKING_CHANGED');
    truncateSync(backingPath, 2_999_999);
    expect(codeOf(() => restampCow({ cowPath, sha256 }))).toBe('BACKING_CHANGED');
    expect(readFileSync(cowPath).equals(before)).toBe(true);
  });
});
