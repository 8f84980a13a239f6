import { execFile } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fc } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCow } from '../cow/index.ts';
import { DiskWorker, findInterruptedMerges } from './index.ts';
import { mergeCow } from './merge-cow.ts';
import { mergeCowInPlace } from './merge-in-place.ts';
import { modelDisk, writeModelCow, type ModelVersion, type ModelWrite } from './testing/model-cow.ts';

const run = promisify(execFile);
const LIMITS = { timeout: 30_000 };
const MIB = 2 ** 20;

let folder: string;
let backingPath: string;
let cowPath: string;
let outPath: string;

function nameFiles(dir: string): void {
  backingPath = join(dir, 'image');
  cowPath = join(dir, 'disk.cow');
  outPath = join(dir, 'merged');
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disks-int-'));
  nameFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

const stretch = { sector: fc.nat(600), count: fc.integer({ min: 1, max: 90 }) };
const fill = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constant('discard' as const));
const disk = fc.record({
  sectors: fc.integer({ min: 1, max: 80 }).map((pages) => pages * 8),
  version: fc.constantFrom<ModelVersion>(1, 2, 3, '3-broken'),
  writes: fc.array(fc.record({ ...stretch, fill }), { maxLength: 10 }),
});

describe('uml_moo', () => {
  it('makes the same image of files of any version', async () => {
    await fc.assert(
      fc.asyncProperty(disk, async ({ sectors, version, writes }) => {
        for (const path of [cowPath, outPath]) rmSync(path, { force: true });
        writeFileSync(backingPath, Buffer.alloc(sectors * 512, 7));
        writeModelCow({ path: cowPath, backingPath, version, writes });
        mergeCow({ cowPath, outPath });
        const theirs = join(folder, 'theirs');
        await run('uml_moo', [cowPath, theirs], LIMITS);
        expect(readFileSync(outPath).equals(readFileSync(theirs))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('merges in place as we do, of a file that uml_mkcow made', async () => {
    writeFileSync(backingPath, Buffer.alloc(MIB, 7));
    await run('uml_mkcow', [cowPath, backingPath], LIMITS);
    const { bitmapOffset, dataOffset } = await readCow(cowPath);
    const fd = openSync(cowPath, 'r+');
    writeSync(fd, Uint8Array.of(0b1110_0001, 0x80), 0, 2, bitmapOffset);
    writeSync(fd, Buffer.alloc(16 * 512, 9), 0, 16 * 512, dataOffset);
    closeSync(fd);
    const ours = join(folder, 'ours');
    await run('cp', ['-p', backingPath, ours], LIMITS);
    mergeCowInPlace({ cowPath, backingPath: ours });
    // It has no -b together with -d.
    await run('uml_moo', ['-d', cowPath], LIMITS);
    expect(readFileSync(backingPath).equals(readFileSync(ours))).toBe(true);
  });
});

describe.runIf(process.geteuid?.() === 0)('a full file system', () => {
  beforeEach(async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'umlaut-test', folder], LIMITS);
  });
  afterEach(async () => {
    await run('umount', [folder], LIMITS);
  });

  /** 8 MiB of changes over a backing file that is all hole, and no room for them. */
  async function fill8of24(): Promise<{ before: Buffer; writes: ModelWrite[]; ballast: string }> {
    writeFileSync(backingPath, '');
    truncateSync(backingPath, 16 * MIB);
    const writes: ModelWrite[] = [{ sector: 64, count: 16_384, fill: 9 }];
    writeModelCow({ path: cowPath, backingPath, version: 3, writes });
    const ballast = join(folder, 'ballast');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 2 * MIB));
    return { before: readFileSync(backingPath), writes, ballast };
  }

  it('is told, and costs nothing', async () => {
    const { before, writes, ballast } = await fill8of24();
    const names = readdirSync(folder);
    await using worker = new DiskWorker();
    for (const attempt of [
      () => worker.run('merge', { cowPath, outPath }),
      () => worker.run('clone', { from: cowPath, to: outPath }),
      () => worker.run('merge-in-place', { cowPath, backingPath }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    }
    expect(readdirSync(folder)).toEqual(names);
    expect(readFileSync(backingPath).equals(before)).toBe(true);
    expect(findInterruptedMerges(folder)).toEqual([]);
    rmSync(ballast);
    await worker.run('merge-in-place', { cowPath, backingPath });
    expect(readFileSync(backingPath).equals(modelDisk(before, 3, writes))).toBe(true);
  });

  it('that fills up during a merge in place leaves a journal, and the merge goes on when there is room', async () => {
    const { before, writes, ballast } = await fill8of24();
    // Room enough when it begins; the ballast grows when the journal is there.
    truncateSync(ballast, statSync(ballast).size - 10 * MIB);
    let eaten = false;
    const onProgress = (): void => {
      if (eaten) return;
      eaten = true;
      const fd = openSync(ballast, 'a');
      const { bavail, bsize } = statfsSync(folder);
      writeSync(fd, Buffer.alloc(bavail * bsize - MIB));
      closeSync(fd);
    };
    expect(() => mergeCowInPlace({ cowPath, backingPath }, { onProgress, intervalMs: 0 })).toThrow(
      expect.objectContaining({ code: 'STORAGE_FULL' }),
    );
    expect(findInterruptedMerges(folder)).toMatchObject([{ backingPath, journal: { cowPath } }]);
    const fd = openSync(ballast, 'r+');
    ftruncateSync(fd, 0);
    closeSync(fd);
    mergeCowInPlace({ cowPath, backingPath });
    expect(readFileSync(backingPath).equals(modelDisk(before, 3, writes))).toBe(true);
    expect(findInterruptedMerges(folder)).toEqual([]);
  });
});
