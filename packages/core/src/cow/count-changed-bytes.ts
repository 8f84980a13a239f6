import { countSetBits } from './bitmap.ts';
import { cowError } from './cow-error.ts';
import { SECTOR_BYTES } from './layout.ts';
import { openDisk, readCowFile } from './read-cow.ts';

/** The bitmap of a large disk has many MiB; it is read in pieces. */
const CHUNK_BYTES = 256 * 1024;

/**
 * How much of its disk a copy-on-write file holds itself, in bytes (whole sectors, but never more than
 * the disk). Of a running machine it is a snapshot in time.
 * @throws COW_INVALID, DISK_MISSING, DISK_INVALID
 */
export async function countChangedBytes(path: string): Promise<number> {
  await using file = await openDisk(path);
  const { backingSizeBytes, bitmapOffset, bitmapBytes } = await readCowFile(file, path);
  const sectors = Math.ceil(backingSizeBytes / SECTOR_BYTES);
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, bitmapBytes));
  let changed = 0;
  for (let done = 0; done < bitmapBytes;) {
    const wanted = Math.min(chunk.length, bitmapBytes - done);
    const { bytesRead } = await file.read(chunk, 0, wanted, bitmapOffset + done);
    if (bytesRead === 0) throw cowError(`The bitmap of ${path} is cut short`, bitmapOffset + done);
    changed += countSetBits(chunk.subarray(0, bytesRead), Math.max(0, sectors - done * 8));
    done += bytesRead;
  }
  return Math.min(changed * SECTOR_BYTES, backingSizeBytes);
}
