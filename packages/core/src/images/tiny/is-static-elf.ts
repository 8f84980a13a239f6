/** Offsets in a little-endian 64-bit ELF file, elf(5). */
const HEADER = {
  magic: 0,
  class: 4,
  byteOrder: 5,
  programHeaders: 32,
  entrySize: 54,
  entryCount: 56,
} as const;
const PT_INTERP = 3;

/** Whether these first bytes of a file are of a 64-bit program that needs no dynamic loader. Pure. */
export function isStaticElf(start: Buffer): boolean {
  if (start.length < 64 || start.readUInt32BE(HEADER.magic) !== 0x7f454c46) return false;
  if (start[HEADER.class] !== 2 || start[HEADER.byteOrder] !== 1) return false;
  const table = Number(start.readBigUInt64LE(HEADER.programHeaders));
  const size = start.readUInt16LE(HEADER.entrySize);
  const count = start.readUInt16LE(HEADER.entryCount);
  if (size < 56 || count === 0 || table + size * count > start.length) return false;
  return Array.from({ length: count }, (_, index) => table + index * size).every(
    (offset) => start.readUInt32LE(offset) !== PT_INTERP,
  );
}
