import { execFile } from 'node:child_process';
import { mkdir, readdir, statfs, writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildTinyImage } from '@umlaut/core/images';
import { createTestHome, expectSoon, startTestServer, toUmlautError } from '@umlaut/testkit';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
/** Only root may mount a file system that is small enough to fill. */
const isRoot = process.geteuid?.() === 0;

describe.runIf(isRoot)('a full disk', () => {
  it('is told, and loses nothing', async () => {
    const home = await createTestHome();
    const options = 'size=24m,mode=711';
    await run('mount', ['-t', 'tmpfs', '-o', options, 'umlaut-test', home.home]);
    try {
      await mkdir(join(home.home, 'images'), { mode: 0o711 });
      await buildTinyImage({ path: join(home.home, 'images', 'tiny.img'), sizeBytes: 16 * 1024 * 1024 });
      const server = await startTestServer({ home, withImage: false });
      try {
        const { machines, storage } = server.api;
        const kept = (await machines.create({ name: 'kept' })).results[0]?.machine;
        if (kept === null || kept === undefined) throw new Error('not created');

        const larger = { id: kept.id, number: 0, sizeMiB: 32 };
        const disksBefore = await machines.disks({ id: kept.id });
        const { bavail, bsize } = await statfs(home.home);
        const ballast = join(home.home, 'ballast');
        await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => {});
        const codes = new Set<string | undefined>();
        for (let attempt = 0; attempt < 20; attempt++) {
          const error = await machines.create({ name: `full-${attempt}` }).then(() => null, toUmlautError);
          codes.add(error?.code);
        }
        expect([...codes]).toEqual(['STORAGE_FULL']);
        expect(await machines.get({ id: kept.id })).toEqual(kept);
        expect(await readdir(join(home.home, 'machines'))).toEqual([kept.id]);
        const refused = await storage.enlarge(larger).then(() => null, toUmlautError);
        expect(refused?.code).toBe('STORAGE_FULL');
        expect(await machines.disks({ id: kept.id })).toEqual(disksBefore);
        const { version } = await machines.get({ id: kept.id });
        const update = machines.update({ id: kept.id, version, description: 'x'.repeat(500) });
        const error = await update.then(() => null, toUmlautError);

        await rm(ballast);
        await server.restart();
        expect(await server.api.machines.disks({ id: kept.id })).toEqual(disksBefore);
        expect(await readdir(join(home.home, 'machines', kept.id, 'disks'))).toEqual(['root.cow']);
        const { items } = await server.api.machines.list();
        expect(items.map(({ name }) => name)).toEqual(['kept']);
        // A small change may still have fitted into the journal: it was kept, or refused, never half.
        expect([null, 'STORAGE_FULL']).toContain(error?.code ?? null);
        expect(items[0]?.description).toBe(error === null ? 'x'.repeat(500) : '');
        await server.api.storage.enlarge(larger);
        await expectSoon('the disk is larger', async () => {
          const [disk] = (await server.api.machines.disks({ id: kept.id })).items;
          return disk?.kind === 'raw' && disk.sizeBytes === 32 * 1_048_576;
        });
        expect((await server.api.machines.create({ name: 'again' })).results[0]?.error).toBeNull();
      } finally {
        await server[Symbol.asyncDispose]();
      }
    } finally {
      await run('umount', [home.home]);
      await home[Symbol.asyncDispose]();
    }
  });
});
