import { execFileSync } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskWorker, RoomMeter, sharesBlocks } from './index.ts';
import { modelDisk, writeModelCow, type ModelWrite } from './testing/model-cow.ts';
import { SharingFileSystem, canMakeFileSystem, type SharingKind } from './testing/sharing-file-system.ts';

const MIB = 2 ** 20;
/** What names, inodes and trees may take beside the data of files. */
const BOOKKEEPING = MIB;

describe.each<SharingKind>(['btrfs', 'xfs'])('%s', (kind) => {
  describe.runIf(canMakeFileSystem(kind))('which shares blocks', () => {
    const room = new RoomMeter();
    let host: SharingFileSystem;
    let worker: DiskWorker;
    let backingPath: string;
    let cowPath: string;
    let outPath: string;
    let emptyBytes: number;
    const writes: ModelWrite[] = [
      { sector: 8_192, count: 4_096, fill: 9 },
      { sector: 40_960, count: 64, fill: 'discard' },
    ];

    beforeAll(() => {
      host = SharingFileSystem.make(kind);
      worker = new DiskWorker();
      backingPath = join(host.path, 'image');
      cowPath = join(host.path, 'disk.cow');
      outPath = join(host.path, 'out');
      emptyBytes = host.usedBytes();
    });
    afterAll(async () => {
      await worker[Symbol.asyncDispose]();
      host[Symbol.dispose]();
    });
    beforeEach(() => {
      writeFileSync(backingPath, Buffer.alloc(32 * MIB, 7));
      writeModelCow({ path: cowPath, backingPath, version: 3, writes });
    });
    afterEach(async () => {
      for (const path of [backingPath, cowPath, outPath]) rmSync(path, { force: true });
      await usedSoon(emptyBytes);
    });

    /** XFS gives the blocks of a deleted file back in the background. */
    async function usedSoon(bytes: number): Promise<void> {
      const off = (): number => Math.abs(host.usedBytes() - bytes);
      await vi.waitFor(() => expect(off()).toBeLessThan(BOOKKEEPING), 10_000);
    }

    function overwrite(path: string, offset: number): void {
      const fd = openSync(path, 'r+');
      writeSync(fd, Buffer.alloc(MIB, 1), 0, MIB, offset);
      closeSync(fd);
    }
    const sharedExtents = (path: string): number =>
      execFileSync('/usr/sbin/filefrag', ['-v', path], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => /\bshared\b/.test(line)).length;

    it('is found out by trying', () => {
      expect(sharesBlocks(host.path)).toBe(true);
    });

    it('clones a disk without taking room, and each goes its own way then', async () => {
      const before = host.usedBytes();
      expect(await worker.run('clone', { from: backingPath, to: outPath })).toEqual({
        sizeBytes: 32 * MIB,
        shared: true,
      });
      expect(host.usedBytes() - before).toBeLessThan(BOOKKEEPING);
      expect(sharedExtents(outPath)).toBeGreaterThan(0);
      expect(readFileSync(outPath).equals(readFileSync(backingPath))).toBe(true);
      const original = readFileSync(backingPath);
      overwrite(outPath, 4 * MIB);
      expect(readFileSync(backingPath).equals(original)).toBe(true);
      overwrite(backingPath, 9 * MIB);
      expect(
        readFileSync(outPath)
          .subarray(9 * MIB, 10 * MIB)
          .equals(Buffer.alloc(MIB, 7)),
      ).toBe(true);
    });

    it('says what deleting a file would give back, and no more', async () => {
      host.usedBytes();
      expect(await room.measure(backingPath)).toEqual({ allocatedBytes: 32 * MIB, ownBytes: 32 * MIB });
      await worker.run('clone', { from: backingPath, to: outPath });
      expect(await room.measure(outPath)).toEqual({ allocatedBytes: 32 * MIB, ownBytes: 0 });
      expect(await room.measure(backingPath)).toEqual({ allocatedBytes: 32 * MIB, ownBytes: 0 });
      overwrite(outPath, 4 * MIB);
      const used = host.usedBytes();
      const { ownBytes } = await room.measure(outPath);
      expect(ownBytes).toBe(MIB);
      rmSync(outPath);
      // On btrfs the replaced part of an extent stays as long as the extent.
      await usedSoon(used - ownBytes);
      expect(await room.measure(backingPath)).toEqual({ allocatedBytes: 32 * MIB, ownBytes: 32 * MIB });
    });

    it('merges into a new image that takes no more room than what was changed', async () => {
      const expected = modelDisk(readFileSync(backingPath), 3, writes);
      const before = host.usedBytes();
      await worker.run('merge', { cowPath, outPath });
      expect(host.usedBytes() - before).toBeLessThan(2 * MIB + BOOKKEEPING);
      expect(sharedExtents(outPath)).toBeGreaterThan(0);
      expect(readFileSync(outPath).equals(expected)).toBe(true);
      expect(readFileSync(backingPath).equals(Buffer.alloc(32 * MIB, 7))).toBe(true);
    });

    it('merges a larger image, too', async () => {
      const expected = modelDisk(readFileSync(backingPath), 3, writes);
      await worker.run('merge', { cowPath, outPath, sizeBytes: 48 * MIB });
      expect(readFileSync(outPath).equals(Buffer.concat([expected, Buffer.alloc(16 * MIB)]))).toBe(true);
    });

    it('merges in place without a trace in a clone of the image', async () => {
      const expected = modelDisk(readFileSync(backingPath), 3, writes);
      await worker.run('clone', { from: backingPath, to: outPath });
      await worker.run('merge-in-place', { cowPath, backingPath });
      expect(readFileSync(backingPath).equals(expected)).toBe(true);
      expect(readFileSync(outPath).equals(Buffer.alloc(32 * MIB, 7))).toBe(true);
    });

    it('keeps the holes and the length of a disk that ends within a block', async () => {
      truncateSync(backingPath, 8 * MIB);
      truncateSync(backingPath, 20 * MIB + 1536);
      await worker.run('clone', { from: backingPath, to: outPath });
      expect((await room.measure(outPath)).allocatedBytes).toBe(8 * MIB);
      expect(readFileSync(outPath).equals(readFileSync(backingPath))).toBe(true);
    });

    it('gives back zeros, and does not count those that another file still has', async () => {
      writeFileSync(backingPath, Buffer.alloc(8 * MIB, 7));
      const fd = openSync(backingPath, 'a');
      // Extents of their own: btrfs keeps one whole as long as a part of it is used.
      fsyncSync(fd);
      writeSync(fd, Buffer.alloc(8 * MIB));
      closeSync(fd);
      await worker.run('clone', { from: backingPath, to: outPath });
      const before = host.usedBytes();
      expect(await worker.run('reclaim', { path: outPath })).toEqual({ freedBytes: 0 });
      expect(Math.abs(before - host.usedBytes())).toBeLessThan(BOOKKEEPING);
      expect(await worker.run('reclaim', { path: backingPath })).toEqual({ freedBytes: 8 * MIB });
      expect(Math.abs(before - host.usedBytes() - 8 * MIB)).toBeLessThan(BOOKKEEPING);
      expect(readFileSync(outPath).equals(readFileSync(backingPath))).toBe(true);
    });
  });
});
