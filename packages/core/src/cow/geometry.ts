import { MAX_DATA_OFFSET, SECTOR_BYTES } from './layout.ts';
import { cowError } from './cow-error.ts';

/** Where the parts of a copy-on-write file lie, in bytes. */
export interface CowGeometry {
  bitmapOffset: number;
  /** One bit per sector, least significant first; set: the sector is in this file. */
  bitmapBytes: number;
  /** Sector s is at `dataOffset + s * 512`. */
  dataOffset: number;
  /** Apparent length of the whole, sparse file. */
  fileBytes: number;
}

/** `cow_sizes()` in arch/um/drivers/cow_user.c. @throws COW_INVALID when the kernel could not address it */
export function cowGeometry(header: {
  version: 1 | 2 | 3;
  headerBytes: number;
  backingSizeBytes: number;
  alignment: number;
}): CowGeometry {
  const { version, headerBytes, backingSizeBytes: size, alignment } = header;
  const bitmapOffset = version === 3 ? roundUp(headerBytes, alignment) : headerBytes;
  const bitmapBytes =
    version === 3
      ? Math.ceil(Math.ceil(size / SECTOR_BYTES) / 8)
      : Math.floor((size + SECTOR_BYTES - 1) / (8 * SECTOR_BYTES));
  const dataOffset = roundUp(bitmapOffset + bitmapBytes, version === 3 ? alignment : SECTOR_BYTES);
  if (dataOffset > MAX_DATA_OFFSET) {
    throw cowError(`A disk of ${size} bytes is too large for the format`, 0, size);
  }
  return { bitmapOffset, bitmapBytes, dataOffset, fileBytes: dataOffset + size };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
