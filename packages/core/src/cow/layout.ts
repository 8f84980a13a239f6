/**
 * Byte offsets of the header of UML's copy-on-write files, as in the kernel's arch/um/drivers/cow_user.c
 * (unions of `struct cow_header_v*`); drawn in docs/protocols/cow.md. Version 1 is in the byte order of
 * the host that made it; the others are big endian.
 */
export const COW_MAGIC = 0x4f4f4f4d;
/** Common to all versions. */
export const PREFIX = { magic: 0, version: 4, bytes: 8 } as const;

export const V1 = { path: 8, pathBytes: 256, mtime: 264, size: 268, sectorSize: 276, bytes: 280 } as const;
export const V2 = {
  path: 8,
  pathBytes: 4096,
  mtime: 4104,
  size: 4108,
  sectorSize: 4116,
  bytes: 4120,
} as const;
export const V3 = {
  mtime: 8,
  size: 12,
  sectorSize: 20,
  alignment: 24,
  format: 28,
  path: 32,
  pathBytes: 4096,
  bytes: 4128,
} as const;
/**
 * Version 3 as 64-bit kernels wrote it before December 2005, with eight bytes for the mtime. Only the first four hold
 * it, big endian: htonl() was stored into a 64-bit field, and read_cow_header() of cow_user.c reads it likewise.
 * Where the true one has the first characters of the path, this one has the format, which is zero.
 */
export const V3_BROKEN = {
  mtime: 8,
  size: 16,
  sectorSize: 24,
  alignment: 28,
  format: 32,
  path: 36,
  pathBytes: 4096,
  bytes: 4132,
} as const;

/** Enough of a file to decode any header. */
export const MAX_HEADER_BYTES = V3_BROKEN.bytes;
/** `COW_BITMAP`, the only format there is. */
export const FORMAT_BITMAP = 0;
/** The ubd driver counts in sectors of this size whatever the header says. */
export const SECTOR_BYTES = 512;
/** What the kernel and uml_mkcow write: the page size. */
export const DEFAULT_ALIGNMENT = 4096;
export const MAX_ALIGNMENT = 1024 * 1024;
/** The kernel keeps the offset of the data, mostly bitmap, in a signed 32-bit integer. */
export const MAX_DATA_OFFSET = 0x7fffffff;
export const MAX_DISK_BYTES = 8 * 1024 ** 4;
/** Seconds since 1970 that the 32-bit mtime can hold. */
export const MAX_MTIME_SECONDS = 0xffffffff;
