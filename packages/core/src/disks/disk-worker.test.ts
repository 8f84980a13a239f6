import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskWorker } from './index.ts';
import { modelDisk, writeModelCow, type ModelWrite } from './testing/model-cow.ts';

const WRITES: ModelWrite[] = [{ sector: 3, count: 50, fill: 9 }];

let folder: string;
let worker: DiskWorker;
let backingPath: string;
let cowPath: string;
let outPath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disk-worker-'));
  worker = new DiskWorker();
  backingPath = join(folder, 'image');
  cowPath = join(folder, 'disk.cow');
  outPath = join(folder, 'merged');
  writeFileSync(backingPath, Buffer.alloc(100_000, 7));
  writeModelCow({ path: cowPath, backingPath, version: 3, writes: WRITES });
});
afterEach(async () => {
  await worker[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Data that takes a while to copy. */
function growBacking(): void {
  const block = Buffer.alloc(2 ** 20, 1);
  const fd = openSync(backingPath, 'w');
  // Piece by piece: all tests of this process share its memory.
  for (let piece = 0; piece < 256; piece += 1) writeSync(fd, block);
  closeSync(fd);
}

/** Threads at the nice value of disk work; those of libuv inherit it from who needs them first. */
function threadsOfDisks(): number {
  const tasks = readdirSync('/proc/self/task');
  return tasks.filter((id) => / 30 10 /.test(readFileSync(`/proc/self/task/${id}/stat`, 'utf8'))).length;
}

describe('DiskWorker', { timeout: 60_000 }, () => {
  it('does each kind of work', async () => {
    const expected = modelDisk(readFileSync(backingPath), 3, WRITES);
    expect((await worker.run('verify', { path: cowPath })).findings).toEqual([]);
    expect((await worker.run('change-map', { path: cowPath, buckets: 2 })).changedBytes).toBe(25_600);
    await worker.run('merge', { cowPath, outPath });
    expect(readFileSync(outPath).equals(expected)).toBe(true);
    const clone = join(folder, 'clone');
    await worker.run('clone', { from: outPath, to: clone });
    await worker.run('grow', { path: clone, sizeBytes: 200_000 });
    expect(readFileSync(clone).equals(Buffer.concat([expected, Buffer.alloc(100_000)]))).toBe(true);
    await worker.run('repoint', { cowPath, backingPath });
    const wrong = worker.run('restamp', { cowPath, sha256: '0'.repeat(64) });
    await expect(wrong).rejects.toMatchObject({
      name: 'UmlautError',
      code: 'BACKING_CHANGED',
      details: { path: backingPath },
    });
    await worker.run('merge-in-place', { cowPath, backingPath });
    expect(readFileSync(backingPath).equals(expected)).toBe(true);
  });

  it('leaves the event loop free, tells how far it is, and can be cancelled, leaving nothing', async () => {
    growBacking();
    const before = readdirSync(folder);
    const controller = new AbortController();
    const told: number[] = [];
    const onProgress = ({ doneBytes, totalBytes }: { doneBytes: number; totalBytes: number }): void => {
      told.push(doneBytes / totalBytes);
      controller.abort();
    };
    // Seen and answered while the copying goes on: had it been done here, neither would come before its end.
    const cloning = worker.run(
      'clone',
      { from: backingPath, to: outPath },
      { signal: controller.signal, onProgress },
    );
    await expect(cloning).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(told.length).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('goes on in the same thread after a job that failed, with nothing of it left', async () => {
    await worker.run('verify', { path: cowPath });
    const threads = threadsOfDisks();
    for (let turn = 0; turn < 3; turn++) {
      await expect(worker.run('clone', { from: join(folder, 'none'), to: outPath })).rejects.toMatchObject({
        code: 'DISK_MISSING',
      });
      // Locks of the job before would refuse it.
      await worker.run('grow', { path: backingPath, sizeBytes: 100_000 + turn });
      expect(threadsOfDisks()).toBe(threads);
    }
    await worker[Symbol.asyncDispose]();
    expect(threadsOfDisks()).toBe(threads - 1);
  });

  it('takes turns, and passes over who no longer waits', async () => {
    truncateSync(backingPath, 100_000);
    const controller = new AbortController();
    const clone = (name: string, signal?: AbortSignal): Promise<unknown> =>
      worker.run(
        'clone',
        { from: backingPath, to: join(folder, name) },
        signal === undefined ? {} : { signal },
      );
    const first = Array.from({ length: 4 }, (_, index) => clone(`first-${index}`));
    const impatient = clone('impatient', controller.signal);
    const patient = clone('patient');
    controller.abort();
    await expect(impatient).rejects.toMatchObject({ code: 'CANCELLED' });
    await Promise.all([...first, patient]);
    expect(readdirSync(folder)).toContain('patient');
    expect(readdirSync(folder)).not.toContain('impatient');
  });

  it('cancels all when it is closed, and takes nothing more', async () => {
    growBacking();
    const begun = Promise.withResolvers<void>();
    const cloning = worker.run(
      'clone',
      { from: backingPath, to: outPath },
      { onProgress: () => begun.resolve() },
    );
    const outcome = cloning.then(
      () => null,
      (error: unknown) => error,
    );
    await begun.promise;
    await worker[Symbol.asyncDispose]();
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder)).toEqual(['disk.cow', 'image']);
    await expect(worker.run('verify', { path: cowPath })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
