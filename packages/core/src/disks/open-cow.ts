import { readSync } from 'node:fs';
import { UmlautError } from '@umlaut/contracts/errors';
import { changedRuns, type SectorRun } from '../cow/changed-runs.ts';
import { cowError } from '../cow/cow-error.ts';
import { cowGeometry } from '../cow/geometry.ts';
import { decodeCowHeader, hasCowMagic } from '../cow/header-codec.ts';
import { MAX_HEADER_BYTES, PREFIX, SECTOR_BYTES } from '../cow/layout.ts';
import type { CowInfo } from '../cow/read-cow.ts';
import { DataCursor, type ByteRange } from './byte-range.ts';
import type { OpenDisk } from './open-disk.ts';
import { readFully } from './read-write.ts';

/** The bitmap of a large disk has many MiB; it is read in pieces. */
const CHUNK_BYTES = 256 * 1024;

export function readHeader(disk: OpenDisk): Uint8Array {
  const bytes = new Uint8Array(MAX_HEADER_BYTES);
  return bytes.subarray(0, readSync(disk.fd, bytes, 0, bytes.length, 0));
}

/** @throws COW_INVALID also when the file is shorter than its header says */
export function readOpenCow(disk: OpenDisk): CowInfo {
  const header = decodeCowHeader(readHeader(disk));
  const geometry = cowGeometry(header);
  const { path, sizeBytes } = disk;
  if (sizeBytes < geometry.fileBytes) {
    throw cowError(
      `The COW file ${path} is cut short: ${sizeBytes} of ${geometry.fileBytes} bytes`,
      sizeBytes,
    );
  }
  return { path, ...header, ...geometry };
}

export function isCow(disk: OpenDisk): boolean {
  const bytes = new Uint8Array(PREFIX.bytes);
  return readSync(disk.fd, bytes, 0, bytes.length, 0) === bytes.length && hasCowMagic(bytes);
}

/** @throws DISK_INVALID: the kernel would take the COW file itself for a raw image */
export function requireRaw(disk: OpenDisk): void {
  if (!isCow(disk)) return;
  throw new UmlautError('DISK_INVALID', `${disk.path} is itself a copy-on-write file`, {
    hint: 'Merge it into a raw image first',
    details: { path: disk.path },
  });
}

type Bitmap = Pick<CowInfo, 'bitmapOffset' | 'bitmapBytes' | 'backingSizeBytes'>;

/** Changed sectors in order; neighbours may come as two runs. Holes of the bitmap are not read: no bit is set there. */
export function* readChangedRuns(fd: number, info: Bitmap): Generator<SectorRun> {
  const { bitmapOffset, bitmapBytes } = info;
  const sectors = Math.ceil(info.backingSizeBytes / SECTOR_BYTES);
  const buffer = new Uint8Array(Math.min(CHUNK_BYTES, bitmapBytes));
  const data = new DataCursor(fd).within({ start: bitmapOffset, end: bitmapOffset + bitmapBytes });
  for (const { start, end } of data) {
    for (let at = start; at < end;) {
      const chunk = buffer.subarray(0, Math.min(buffer.length, end - at));
      readFully(fd, chunk, at);
      const first = (at - bitmapOffset) * 8;
      for (const run of changedRuns(chunk, sectors - first)) {
        yield { start: first + run.start, end: first + run.end };
      }
      at += chunk.length;
    }
  }
}

/** The same as bytes of the disk, never more than it has. */
export function* readChangedRanges(fd: number, info: Bitmap): Generator<ByteRange> {
  for (const { start, end } of readChangedRuns(fd, info)) {
    yield { start: start * SECTOR_BYTES, end: Math.min(end * SECTOR_BYTES, info.backingSizeBytes) };
  }
}
