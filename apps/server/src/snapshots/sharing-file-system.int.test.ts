import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageId, type MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import {
  createMachine,
  SharingFileSystem,
  startTestServer,
  canMakeFileSystem,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MIB = 1_048_576;
const number = 1;
/** Of databases, logs and trees of the file system. */
const BOOKKEEPING = 2 * MIB;

describe.each(['btrfs', 'xfs'] as const)('%s', (kind) => {
  describe.runIf(canMakeFileSystem(kind))('snapshots', () => {
    let host: SharingFileSystem;
    let server: TestServer;
    let id: MachineId;

    beforeAll(async () => {
      host = SharingFileSystem.make(kind);
      const [home, runtime] = [join(host.path, 'h'), join(host.path, 'r')];
      for (const path of [home, runtime]) await mkdir(path, { mode: 0o711 });
      server = await startTestServer({
        home: { root: host.path, home, runtime, [Symbol.asyncDispose]: () => Promise.resolve() },
      });
      id = await createMachine(server, 'kept', { imageId: imageId.parse('tiny') });
      await server.api.disks.add({ id, number, source: { kind: 'raw', sizeMiB: 32 } });
      await fill('a', 0, 16);
    });
    afterAll(async () => {
      try {
        await server?.[Symbol.asyncDispose]();
      } finally {
        host?.[Symbol.dispose]();
      }
    });

    const diskPath = (): string => machinePaths(server.home.home, id).diskPath(number);
    async function fill(letter: string, atMiB: number, countMiB: number): Promise<void> {
      await using file = await open(diskPath(), 'r+');
      for (let at = atMiB; at < atMiB + countMiB; at++) {
        await file.write(Buffer.alloc(MIB, letter), 0, MIB, at * MIB);
        // An extent of its own: btrfs keeps one whole as long as a part of it is used.
        await file.sync();
      }
    }
    async function letters(): Promise<string> {
      const bytes = await readFile(diskPath());
      return [0, 3, 15].map((at) => String.fromCharCode(bytes[at * MIB] ?? 0)).join('');
    }

    it('are taken at once, take no room, and say what deleting them frees', async () => {
      const before = host.usedBytes();
      const taken = await server.api.snapshots.take({ id, name: 'before' });
      expect(host.usedBytes() - before).toBeLessThan(BOOKKEEPING);
      const list = await server.api.snapshots.list({ id });
      expect(list).toMatchObject({ sharesBlocks: true, present: { readiness: 'ready' } });
      expect(taken.allocatedBytes).toBeGreaterThanOrEqual(16 * MIB);
      expect(taken.freesBytes).toBeLessThan(MIB);

      // The guest writes over a quarter: that is the snapshot's alone from now on.
      await fill('b', 0, 4);
      const [kept] = (await server.api.snapshots.list({ id })).items;
      expect(Math.abs((kept?.freesBytes ?? 0) - 4 * MIB)).toBeLessThan(MIB);
      const tree = await server.api.storage.tree();
      const disk = tree.own.find((one) => one.number === number);
      expect(disk).toMatchObject({ allocatedBytes: 16 * MIB, freedBytes: 4 * MIB });
      expect(tree.ownSnapshots).toMatchObject([{ allocatedBytes: 16 * MIB, freedBytes: 4 * MIB }]);
      expect(tree.sharedBytes).toBeGreaterThanOrEqual(24 * MIB);
    });

    it('are gone back to with what was there, again without taking room', async () => {
      expect(await letters()).toBe('bba');
      const [kept] = (await server.api.snapshots.list({ id })).items;
      if (kept === undefined) throw new Error('it was taken');
      const before = host.usedBytes();
      const restored = await server.api.snapshots.restore({
        id,
        snapshotId: kept.id,
        takeFirst: { name: 'after' },
      });
      expect(restored.items).toHaveLength(2);
      await expect
        .poll(async () => (await server.api.snapshots.list({ id })).present.readiness)
        .toBe('ready');
      expect(await letters()).toBe('aaa');
      expect(host.usedBytes() - before).toBeLessThan(BOOKKEEPING);
      // The only one with the quarter that the guest wrote last.
      const settled = (await server.api.snapshots.list({ id })).items;
      const after = settled.find(({ name }) => name === 'after');
      if (after === undefined) throw new Error('it was taken');
      const whole = host.usedBytes();
      await server.api.snapshots.remove({ id, snapshotId: after.id });
      expect(Math.abs(whole - host.usedBytes() - 4 * MIB)).toBeLessThan(BOOKKEEPING);
      expect(Math.abs(after.freesBytes - 4 * MIB)).toBeLessThan(MIB);
      expect(await letters()).toBe('aaa');
    });
  });
});
