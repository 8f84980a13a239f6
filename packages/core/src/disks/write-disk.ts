import { randomBytes } from 'node:crypto';
import { rm, open, type FileHandle } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { createCow } from '../cow/index.ts';
import { openSlot, slotError } from './open-slot.ts';
import { SWAP_PAGE_BYTES, decodeSwapHeader, encodeSwapHeader } from './swap-header-codec.ts';

/** What a disk is to hold. */
export type DiskContent =
  | { kind: 'cow'; backingPath: string }
  | { kind: 'raw'; sizeBytes: number }
  | { kind: 'swap'; sizeBytes: number };

/**
 * Makes a disk of the file at `path`, whatever it held before: all of it holes, but for a header. It is on the
 * storage when this returns. What fails leaves the file empty.
 * @throws DISK_INVALID, STORAGE_FULL; BACKING_MISSING, COW_INVALID, PATH_UNSUPPORTED
 */
export async function writeDisk(path: string, content: DiskContent): Promise<void> {
  await using file = await openSlot(path);
  await file.truncate(0);
  try {
    await fill(file, path, content);
    await file.sync();
  } catch (error) {
    await file.truncate(0).catch(() => {});
    throw slotError(error, path);
  }
}

/** Forgets what a disk holds; its file stays, empty, as a slot for the next one. Nothing is done without a file. */
export async function emptyDisk(path: string): Promise<void> {
  await using file = await openSlot(path);
  await file.truncate(0);
  await file.sync();
}

/**
 * Makes a raw or swap disk larger. Must not be done while a guest has it: UML reads the size when it opens the file.
 * @throws INVALID_INPUT with field `sizeMiB` for a smaller size; DISK_INVALID, STORAGE_FULL
 */
export async function growSlot(
  path: string,
  { kind, sizeBytes }: Exclude<DiskContent, { kind: 'cow' }>,
): Promise<void> {
  await using file = await openSlot(path);
  const { size } = await file.stat();
  if (sizeBytes < size) {
    throw new UmlautError(
      'INVALID_INPUT',
      `sizeMiB: The disk has ${size / 1_048_576} MiB and cannot shrink.`,
      {
        field: 'sizeMiB',
        hint: 'What lies at its end would be cut off, and nobody here knows what the guest keeps there. Add a smaller disk, copy, and delete this one.',
      },
    );
  }
  try {
    await file.truncate(sizeBytes);
    if (kind === 'swap') await writeSwapHeader(file, sizeBytes);
    await file.sync();
  } catch (error) {
    throw slotError(error, path);
  }
}

async function fill(file: FileHandle, path: string, content: DiskContent): Promise<void> {
  if (content.kind === 'cow') return fillCow(file, path, content.backingPath);
  await file.truncate(content.sizeBytes);
  if (content.kind === 'swap') await writeSwapHeader(file, content.sizeBytes);
}

/** Made beside it, and then copied: a new copy-on-write file is a header and holes. */
async function fillCow(file: FileHandle, path: string, backingPath: string): Promise<void> {
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  try {
    const { bitmapOffset, fileBytes } = await createCow({ path: fresh, backingPath });
    await using source = await open(fresh, 'r');
    const { buffer, bytesRead } = await source.read(new Uint8Array(bitmapOffset), 0, bitmapOffset, 0);
    await file.truncate(fileBytes);
    await file.write(buffer, 0, bytesRead, 0);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** The identity of an area that was there before is kept: a guest may mount it by UUID. */
async function writeSwapHeader(file: FileHandle, sizeBytes: number): Promise<void> {
  const { buffer } = await file.read(new Uint8Array(SWAP_PAGE_BYTES), 0, SWAP_PAGE_BYTES, 0);
  const uuid = decodeSwapHeader(buffer)?.uuid ?? randomUuid();
  const page = encodeSwapHeader({ pages: Math.floor(sizeBytes / SWAP_PAGE_BYTES), uuid });
  await file.write(page, 0, page.length, 0);
}

/** RFC 9562, version 4. */
function randomUuid(): Uint8Array {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}
