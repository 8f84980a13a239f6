import { mkdtemp, open, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCow, readCow } from '@umlaut/core/cow';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CowMemory } from './cow-memory.ts';

const SECTOR = 512;
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umlaut-cows-'));
  path = join(folder, 'disk.cow');
  await writeFile(join(folder, 'image'), Buffer.alloc(64 * 1024));
  await createCow({ path, backingPath: join(folder, 'image') });
});
afterEach(() => rm(folder, { recursive: true }));

async function change(sectors: number): Promise<void> {
  const { bitmapOffset } = await readCow(path);
  await using file = await open(path, 'r+');
  await file.write(Uint8Array.of(2 ** sectors - 1), 0, 1, bitmapOffset);
}

/** As if the last write were long ago. The time of the inode's own change cannot be set: it has to pass. */
async function settle(): Promise<void> {
  await utimes(path, new Date('2020-01-01'), new Date('2020-01-01'));
}

it('never says what was, however soon a write follows a look', async () => {
  const memory = new CowMemory();
  for (const sectors of [0, 1, 2, 3, 5, 8]) {
    await change(sectors);
    expect((await memory.read(path)).changedBytes).toBe(sectors * SECTOR);
    expect((await memory.read(path)).changedBytes).toBe(sectors * SECTOR);
  }
});

it('reads a file that rests once, and again when it was written to with its time set back', async () => {
  const memory = new CowMemory();
  await settle();
  // Until the inode's change is old enough to be told apart from another one.
  let known = await memory.read(path);
  await expect
    .poll(
      async () => {
        const before = known;
        known = await memory.read(path);
        return known === before;
      },
      { timeout: 10_000, interval: 200 },
    )
    .toBe(true);
  await change(4);
  await settle();
  expect((await memory.read(path)).changedBytes).toBe(4 * SECTOR);
});

it('forgets what it is told to, and throws for what is no disk', async () => {
  const memory = new CowMemory();
  memory.keepOnly(new Set());
  expect((await memory.read(path)).changedBytes).toBe(0);
  await rm(path);
  await expect(memory.read(path)).rejects.toMatchObject({ code: 'DISK_MISSING' });
});
