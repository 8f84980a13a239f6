import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT_HEAD_BYTES, imageFormat } from './image-format.ts';
import { importImage, inspectImage, listImages, removeImage, updateImage } from './index.ts';
import { dataRuns } from './sparse-writer.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umlaut-images-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

/** The superblock of an ext2 file system of `blocks` KiB, and nothing else. */
function extImage(blocks: number, sizeBytes = blocks * 1024): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.writeUInt32LE(blocks, 1024 + 4);
  bytes.writeUInt16LE(0xef53, 1024 + 56);
  bytes.write('my disk', 1024 + 120);
  return bytes;
}

function* chunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const stream = (bytes: Buffer, size = 10_007): Readable => Readable.from(chunks(bytes, size));

describe('imageFormat', () => {
  it('tells ext2, ext3 and ext4 apart', () => {
    const image = extImage(512);
    expect(imageFormat(image)).toEqual({
      kind: 'file-system',
      type: 'ext2',
      volumeLabel: 'my disk',
      usedBytes: 512 * 1024,
    });
    image.writeUInt32LE(0x4, 1024 + 92);
    expect(imageFormat(image)).toMatchObject({ type: 'ext3' });
    image.writeUInt32LE(0x40, 1024 + 96);
    expect(imageFormat(image)).toMatchObject({ type: 'ext4' });
  });

  it('lists the partitions of a DOS disk', () => {
    const disk = Buffer.alloc(4096);
    disk.writeUInt16LE(0xaa55, 510);
    disk[446 + 4] = 0x83;
    disk.writeUInt32LE(2048, 446 + 8);
    disk.writeUInt32LE(4096, 446 + 12);
    expect(imageFormat(disk)).toEqual({
      kind: 'partitioned',
      table: 'mbr',
      partitions: [{ number: 1, start: 2048, sectors: 4096 }],
    });
  });

  it('names compressed and foreign files', () => {
    const names = ['1f8b', 'fd377a585a00', '28b52ffd', '514649fb', '4f4f4f4d'].map((hex) => {
      const format = imageFormat(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(2000)]));
      return format.kind === 'foreign' ? format.name : format.kind;
    });
    expect(names).toEqual([
      'compressed with gzip',
      'compressed with xz',
      'compressed with zstd',
      'a QEMU qcow2 image',
      'a UML copy-on-write file',
    ]);
  });

  it('never throws, whatever the bytes and however few', () => {
    const magics = [
      { at: 0, bytes: Buffer.from('XFSB') },
      { at: 0, bytes: Buffer.from('hsqs') },
      { at: 510, bytes: Buffer.from('55aa4546492050415254', 'hex') },
      { at: 1080, bytes: Buffer.from('53ef', 'hex') },
      { at: 0x10040, bytes: Buffer.from('_BHRfS_M') },
    ];
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom(...magics),
        fc.integer({ min: 0, max: FORMAT_HEAD_BYTES }),
        (noise, magic, length) => {
          const head = Buffer.alloc(FORMAT_HEAD_BYTES);
          head.set(noise);
          magic.bytes.copy(head, magic.at);
          expect(imageFormat(head.subarray(0, length)).kind).toBeTypeOf('string');
        },
      ),
    );
  });
});

describe('dataRuns', () => {
  it('covers every byte that is not zero, in order, without touching neighbours', () => {
    const pages = fc.array(fc.boolean(), { maxLength: 20 });
    fc.assert(
      fc.property(pages, fc.integer({ min: 0, max: 4095 }), (data, tail) => {
        const bytes = Buffer.alloc(data.length * 4096 + tail);
        data.forEach((filled, page) => filled && (bytes[page * 4096 + 77] = 1));
        const runs = dataRuns(bytes);
        const copy = Buffer.alloc(bytes.length);
        for (const [start, end] of runs) bytes.copy(copy, start, start, end);
        expect(copy.equals(bytes)).toBe(true);
        expect(runs.every(([start], index) => index === 0 || (runs[index - 1]?.[1] ?? 0) < start)).toBe(true);
      }),
    );
  });
});

describe('importImage', () => {
  it('keeps the bytes, the holes and a record, read-only', async () => {
    const bytes = extImage(4096);
    bytes.fill(7, 3_000_000, 3_000_100);
    const seen: number[] = [];
    const stored = await importImage({
      dir,
      label: 'My Disk',
      source: stream(bytes),
      onProgress: (received) => seen.push(received),
    });
    expect(stored).toMatchObject({
      id: 'my-disk',
      label: 'My Disk',
      origin: 'imported',
      sizeBytes: bytes.length,
    });
    expect(stored.allocatedBytes).toBeLessThan(100_000);
    expect((await readFile(stored.path)).equals(bytes)).toBe(true);
    expect((await stat(stored.path)).mode & 0o777).toBe(0o444);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(await listImages(dir)).toEqual([stored]);
    expect(await readdir(dir)).toEqual(['my-disk.img', 'my-disk.json']);
  });

  it('hashes what was sent', async () => {
    const stored = await importImage({ dir, label: 'zeros', source: stream(extImage(64), 65_536) });
    expect(stored.sha256).toBe(createHash('sha256').update(extImage(64)).digest('hex'));
  });

  it('names the file after its label, without the suffix', async () => {
    const stored = await importImage({
      dir,
      label: 'Débian 12 (bookworm).ext4',
      source: stream(extImage(64)),
    });
    expect(stored.id).toBe('debian-12-bookworm');
  });

  it('gives two imports of one label two names', async () => {
    const once = async () => importImage({ dir, label: 'twin', source: stream(extImage(64)) });
    const ids = (await Promise.all([once(), once()])).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['twin', 'twin-2']);
  });

  it.each([
    ['a truncated file system', extImage(4096).subarray(0, 2_000_000), 'IMAGE_INVALID', /2000000/],
    ['an odd size', Buffer.concat([extImage(64), Buffer.alloc(3)]), 'IMAGE_INVALID', /multiple of 512/],
    ['an empty file', Buffer.alloc(0), 'IMAGE_INVALID', /empty/],
    ['zeros', Buffer.alloc(100_000), 'IMAGE_INVALID', /no file system/],
    ['gzip', Buffer.concat([Buffer.from('1f8b', 'hex'), Buffer.alloc(9000)]), 'IMAGE_INVALID', /gzip/],
    ['too much', extImage(8192), 'PAYLOAD_TOO_LARGE', /larger/],
  ])('refuses %s and leaves nothing behind', async (_, bytes, code, message) => {
    const attempt = importImage({ dir, label: 'bad', source: stream(bytes), maxBytes: 5_000_000 });
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(await readdir(dir)).toEqual([]);
  });

  it('refuses a foreign format before the rest of it has come', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        asked++;
        yield Buffer.concat([Buffer.from('514649fb', 'hex'), Buffer.alloc(50_000)]);
      }
    }
    await expect(importImage({ dir, label: 'x', source: endless() })).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
      hint: expect.stringContaining('qemu-img') as string,
    });
    expect(asked).toBeLessThan(5);
  });

  it('cleans up when the sender goes away or the import is cancelled', async () => {
    const source = Readable.from(
      (function* () {
        yield extImage(64);
        throw new Error('aborted');
      })(),
    );
    await expect(importImage({ dir, label: 'x', source })).rejects.toMatchObject({ code: 'CANCELLED' });
    const signal = AbortSignal.abort();
    await expect(
      importImage({ dir, label: 'x', source: stream(extImage(64)), signal }),
    ).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('the folder of images', () => {
  it('renames, describes and removes', async () => {
    const { id } = await importImage({ dir, label: 'one', source: stream(extImage(64)) });
    await updateImage(dir, id, { label: 'Uno', description: 'first' });
    expect(await listImages(dir)).toMatchObject([{ id: 'one', label: 'Uno', description: 'first' }]);
    await removeImage(dir, id);
    expect(await readdir(dir)).toEqual([]);
    await expect(removeImage(dir, id)).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  it('shows a file that was put there by hand, and ignores what is no image', async () => {
    await writeFile(join(dir, 'mine.img'), extImage(64));
    await writeFile(join(dir, 'mine.json'), '{"id": "other"');
    await writeFile(join(dir, 'Not An Id.img'), '');
    await writeFile(join(dir, 'notes.txt'), '');
    expect(await listImages(dir)).toMatchObject([{ id: 'mine', label: 'mine', sha256: null }]);
    expect(await inspectImage(join(dir, 'mine.img'))).toMatchObject({
      fileSystem: 'ext2',
      volumeLabel: 'my disk',
    });
  });
});
