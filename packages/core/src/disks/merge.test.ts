import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
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
import { findInterruptedMerges } from './index.ts';
import { mergeCow } from './merge-cow.ts';
import { mergeCowInPlace } from './merge-in-place.ts';
import { parseJournal } from './merge-journal.ts';
import { modelDisk, writeModelCow, type ModelVersion, type ModelWrite } from './testing/model-cow.ts';

let folder: string;
let backingPath: string;
let cowPath: string;
let outPath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disks-'));
  backingPath = join(folder, 'image');
  cowPath = join(folder, 'disk.cow');
  outPath = join(folder, 'merged');
});
afterEach(() => rmSync(folder, { recursive: true }));

const version = fc.constantFrom<ModelVersion>(1, '1-big-endian', 2, 3, '3-broken');
const stretch = { sector: fc.nat(700), count: fc.integer({ min: 1, max: 90 }) };
const fill = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constant('discard' as const));
const image = fc.record({
  size: fc.integer({ min: 1, max: 320_000 }),
  pieces: fc.array(fc.record({ ...stretch, fill: fc.integer({ min: 1, max: 255 }) }), { maxLength: 5 }),
  version,
  writes: fc.array(fc.record({ ...stretch, fill }), { maxLength: 12 }),
});

/** A sparse image: only the pieces are data. */
function writeImage(size: number, pieces: readonly (ModelWrite & { fill: number })[]): Buffer {
  writeFileSync(backingPath, '');
  truncateSync(backingPath, size);
  const fd = openSync(backingPath, 'r+');
  for (const { sector, count, fill: byte } of pieces) {
    const length = Math.min(size - sector * 512, count * 512);
    if (length > 0) writeSync(fd, Buffer.alloc(length, byte), 0, length, sector * 512);
  }
  closeSync(fd);
  return readFileSync(backingPath);
}

function simple(writes: ModelWrite[] = [{ sector: 3, count: 5, fill: 9 }]): Buffer {
  writeFileSync(backingPath, Buffer.alloc(100_000, 7));
  writeModelCow({ path: cowPath, backingPath, version: 3, writes });
  return modelDisk(readFileSync(backingPath), 3, writes);
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('mergeCow', { timeout: 60_000 }, () => {
  it('makes what the guest saw, of any version and any pattern', () => {
    fc.assert(
      fc.property(image, ({ size, pieces, version: each, writes }) => {
        for (const path of [cowPath, outPath]) rmSync(path, { force: true });
        const expected = modelDisk(writeImage(size, pieces), each, writes);
        writeModelCow({ path: cowPath, backingPath, version: each, writes });
        mergeCow({ cowPath, outPath });
        expect(readFileSync(outPath).equals(expected)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('keeps holes, and makes some of what was discarded or written with zeros', () => {
    const MIB = 2 ** 20;
    writeFileSync(backingPath, Buffer.alloc(2 * MIB, 7));
    truncateSync(backingPath, 2 ** 36);
    writeModelCow({
      path: cowPath,
      backingPath,
      version: 3,
      writes: [
        { sector: 0, count: 1024, fill: 0 },
        { sector: 1024, count: 1024, fill: 'discard' },
        { sector: 2 ** 26, count: 8, fill: 5 },
      ],
    });
    mergeCow({ cowPath, outPath });
    expect(statSync(outPath).size).toBe(2 ** 36);
    expect(statSync(outPath).blocks * 512).toBeLessThan(MIB + 65_536);
  });

  it('can make a larger image, but no smaller one', () => {
    const disk = simple();
    expect(mergeCow({ cowPath, outPath, sizeBytes: 150_000 })).toEqual({
      sizeBytes: 150_000,
      changedBytes: 2560,
    });
    expect(readFileSync(outPath).equals(Buffer.concat([disk, Buffer.alloc(50_000)]))).toBe(true);
    const smaller = { cowPath, outPath: `${outPath}.2`, sizeBytes: 99_999 };
    expect(codeOf(() => mergeCow(smaller))).toBe('INVALID_INPUT');
  });

  it('refuses, and leaves nothing', () => {
    simple();
    const before = readdirSync(folder);
    const fails = (change: Partial<Parameters<typeof mergeCow>[0]> = {}): string | undefined =>
      codeOf(() => mergeCow({ cowPath, outPath, ...change }));
    expect(fails({ backingPath: join(folder, 'absent') })).toBe('BACKING_MISSING');
    expect(fails({ cowPath: join(folder, 'absent') })).toBe('DISK_MISSING');
    expect(fails({ cowPath: backingPath })).toBe('COW_INVALID');
    expect(fails({ outPath: backingPath })).toBe('DISK_IN_USE');
    expect(fails({ outPath: join(folder, 'no', 'folder') })).toBe('DISK_MISSING');
    const { mtimeMs } = statSync(backingPath);
    utimesSync(backingPath, mtimeMs / 1000 + 60, mtimeMs / 1000 + 60);
    expect(fails()).toBe('BACKING_CHANGED');
    truncateSync(backingPath, 99_999);
    expect(fails()).toBe('BACKING_CHANGED');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('follows no link that stands in for the disk', () => {
    simple();
    symlinkSync(cowPath, `${cowPath}.link`);
    expect(codeOf(() => mergeCow({ cowPath: `${cowPath}.link`, outPath }))).toBe('DISK_INVALID');
  });

  it('refuses the disk of a machine that runs', () => {
    simple();
    const fd = openSync(cowPath, 'r+');
    tryLockFile(fd);
    expect(codeOf(() => mergeCow({ cowPath, outPath }))).toBe('DISK_IN_USE');
    closeSync(fd);
    expect(codeOf(() => mergeCow({ cowPath, outPath }))).toBeUndefined();
  });

  it('tells how far it is, and stops when told to, leaving nothing', () => {
    simple([{ sector: 0, count: 100, fill: 1 }]);
    const before = readdirSync(folder);
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 2;
    expect(codeOf(() => mergeCow({ cowPath, outPath }, { isCancelled }))).toBe('CANCELLED');
    expect(readdirSync(folder)).toEqual(before);
    const told: number[] = [];
    mergeCow(
      { cowPath, outPath },
      { onProgress: ({ doneBytes, totalBytes }) => told.push(doneBytes / totalBytes) },
    );
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('mergeCowInPlace', { timeout: 60_000 }, () => {
  it('makes the backing file what the guest saw, of any version and any pattern', () => {
    fc.assert(
      fc.property(image, ({ size, pieces, version: each, writes }) => {
        rmSync(cowPath, { force: true });
        const expected = modelDisk(writeImage(size, pieces), each, writes);
        writeModelCow({ path: cowPath, backingPath, version: each, writes });
        mergeCowInPlace({ cowPath, backingPath });
        expect(readFileSync(backingPath).equals(expected)).toBe(true);
        expect(readdirSync(folder).toSorted()).toEqual(['disk.cow', 'image']);
      }),
      { numRuns: 60 },
    );
  });

  it.each([0, 1, 7])('goes on where kill -9 cut it off after %i MiB', (mebibytes) => {
    const writes: ModelWrite[] = Array.from({ length: 200 }, (_, index) => {
      return { sector: index * 256, count: 160, fill: index % 9 === 0 ? 'discard' : (index % 255) + 1 };
    });
    writeFileSync(backingPath, Buffer.alloc(32 * 2 ** 20, 7));
    const past = new Date('2001-02-03T04:05:06Z');
    utimesSync(backingPath, past, past);
    const expected = modelDisk(readFileSync(backingPath), 3, writes);
    writeModelCow({ path: cowPath, backingPath, version: 3, writes });
    const sibling = join(folder, 'sibling.cow');
    // The same header and the same bitmap: only the data differs.
    const others = writes.map((write) => ({ ...write, fill: 77 }));
    writeModelCow({ path: sibling, backingPath, version: 3, writes: others });

    const script = `
      import { mergeCowInPlace } from ${JSON.stringify(join(import.meta.dirname, 'merge-in-place.ts'))};
      const onProgress = ({ doneBytes }) => {
        if (doneBytes >= ${mebibytes * 2 ** 20}) process.kill(process.pid, 'SIGKILL');
      };
      mergeCowInPlace(${JSON.stringify({ cowPath, backingPath })}, { onProgress, intervalMs: 0 });`;
    const died = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    expect(died.signal).toBe('SIGKILL');
    expect(readFileSync(backingPath).equals(expected)).toBe(false);

    expect(findInterruptedMerges(folder)).toMatchObject([{ backingPath, journal: { cowPath, backingPath } }]);
    // Its siblings, and a merge into a new image, would take the half for the whole.
    expect(codeOf(() => mergeCowInPlace({ cowPath: sibling, backingPath }))).toBe('BACKING_CHANGED');
    expect(codeOf(() => mergeCow({ cowPath, outPath }))).toBe('BACKING_CHANGED');

    const moved = join(folder, 'moved.cow');
    renameSync(cowPath, moved);
    mergeCowInPlace({ cowPath: moved, backingPath });
    expect(readFileSync(backingPath).equals(expected)).toBe(true);
    expect(findInterruptedMerges(folder)).toEqual([]);
    expect(codeOf(() => mergeCowInPlace({ cowPath: sibling, backingPath }))).toBe('BACKING_CHANGED');
  });

  it('keeps machines off, and refuses while one reads the backing file', () => {
    simple();
    const fd = openSync(backingPath, 'r');
    tryLockFile(fd, { shared: true });
    expect(codeOf(() => mergeCowInPlace({ cowPath, backingPath }))).toBe('DISK_IN_USE');
    closeSync(fd);
  });

  it('can be cancelled before it writes, and not after', () => {
    const expected = simple();
    const before = readFileSync(backingPath);
    expect(codeOf(() => mergeCowInPlace({ cowPath, backingPath }, { isCancelled: () => true }))).toBe(
      'CANCELLED',
    );
    expect(readFileSync(backingPath).equals(before)).toBe(true);
    let asked = 0;
    mergeCowInPlace({ cowPath, backingPath }, { isCancelled: () => ++asked > 2 });
    expect(readFileSync(backingPath).equals(expected)).toBe(true);
  });

  it('finds the journal by whatever link leads to the backing file', () => {
    simple();
    mkdirSync(join(folder, 'links'));
    const link = join(folder, 'links', 'latest');
    symlinkSync(backingPath, link);
    writeFileSync(`${backingPath}.merge-journal`, 'torn');
    expect(codeOf(() => mergeCowInPlace({ cowPath, backingPath: link }))).toBe('BACKING_CHANGED');
    expect(findInterruptedMerges(folder)).toEqual([
      { journalPath: `${backingPath}.merge-journal`, backingPath, journal: null },
    ]);
    expect(findInterruptedMerges(join(folder, 'absent'))).toEqual([]);
  });

  it('refuses a backing file that may not be written', () => {
    simple();
    chmodSync(backingPath, 0o444);
    const code = codeOf(() => mergeCowInPlace({ cowPath, backingPath }));
    expect(code).toBe(process.geteuid?.() === 0 ? undefined : 'DISK_INVALID');
  });
});

describe('parseJournal', () => {
  it('takes nothing that is no journal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseJournal(text)).toBeNull();
      }),
    );
  });
});
