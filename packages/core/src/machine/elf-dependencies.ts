/** What an ELF program needs from the host before it can run. */
export interface ElfDependencies {
  /** PT_INTERP: the dynamic loader; null for a static program. */
  interpreter: string | null;
  /** DT_NEEDED: library names without a folder. */
  needed: string[];
  /** DT_RPATH and DT_RUNPATH: folders to search first; only absolute ones. */
  searchDirs: string[];
}

/** Reads exactly `length` bytes at `offset`, fewer only at the end of the file. */
export type ReadAt = (offset: number, length: number) => Buffer;

/** Offsets in 64-bit little-endian ELF; elf(5). */
const HEADER = { size: 64, class: 4, data: 5, phoff: 32, phentsize: 54, phnum: 56 } as const;
const SEGMENT = { size: 56, type: 0, offset: 8, vaddr: 16, filesz: 32 } as const;
const PT = { load: 1, dynamic: 2, interp: 3 } as const;
const DT = { null: 0, needed: 1, strtab: 5, strsz: 10, rpath: 15, runpath: 29 } as const;
const LIMITS = { segments: 128, dynamicBytes: 65_536, stringBytes: 1_048_576 } as const;

interface Segment {
  type: number;
  offset: number;
  vaddr: number;
  filesz: number;
}

/**
 * Finds the loader and libraries of a program without running it (as ldd would), so that an imported
 * kernel is never executed outside its sandbox. Null when the file is not a 64-bit little-endian ELF.
 */
export function elfDependencies(readAt: ReadAt): ElfDependencies | null {
  const header = readAt(0, HEADER.size);
  if (header.length < HEADER.size || header.readUInt32BE(0) !== 0x7f454c46) return null;
  if (header[HEADER.class] !== 2 || header[HEADER.data] !== 1) return null;
  const segments = readSegments(header, readAt);
  const interp = segments.find((segment) => segment.type === PT.interp);
  const dynamic = segments.find((segment) => segment.type === PT.dynamic);
  return {
    interpreter:
      interp === undefined ? null : cString(readAt(interp.offset, Math.min(interp.filesz, 4096)), 0),
    ...(dynamic === undefined ? { needed: [], searchDirs: [] } : readDynamic(dynamic, segments, readAt)),
  };
}

function readSegments(header: Buffer, readAt: ReadAt): Segment[] {
  const start = Number(header.readBigUInt64LE(HEADER.phoff));
  const count = Math.min(header.readUInt16LE(HEADER.phnum), LIMITS.segments);
  const stride = header.readUInt16LE(HEADER.phentsize);
  if (stride < SEGMENT.size) return [];
  const table = readAt(start, count * stride);
  return Array.from({ length: Math.floor(table.length / stride) }, (_, index) => {
    const at = index * stride;
    return {
      type: table.readUInt32LE(at + SEGMENT.type),
      offset: Number(table.readBigUInt64LE(at + SEGMENT.offset)),
      vaddr: Number(table.readBigUInt64LE(at + SEGMENT.vaddr)),
      filesz: Number(table.readBigUInt64LE(at + SEGMENT.filesz)),
    };
  });
}

function readDynamic(
  dynamic: Segment,
  segments: readonly Segment[],
  readAt: ReadAt,
): Pick<ElfDependencies, 'needed' | 'searchDirs'> {
  const bytes = readAt(dynamic.offset, Math.min(dynamic.filesz, LIMITS.dynamicBytes));
  const entries: { tag: number; value: number }[] = [];
  for (let at = 0; at + 16 <= bytes.length; at += 16) {
    const tag = Number(bytes.readBigInt64LE(at));
    if (tag === DT.null) break;
    entries.push({ tag, value: Number(bytes.readBigUInt64LE(at + 8)) });
  }
  const value = (tag: number): number | undefined => entries.find((entry) => entry.tag === tag)?.value;
  const address = value(DT.strtab);
  const home = segments.find(
    ({ type, vaddr, filesz }) =>
      type === PT.load && address !== undefined && address >= vaddr && address < vaddr + filesz,
  );
  if (address === undefined || home === undefined) return { needed: [], searchDirs: [] };
  const size = Math.min(value(DT.strsz) ?? 0, LIMITS.stringBytes);
  const strings = readAt(home.offset + address - home.vaddr, size);
  const named = (...tags: number[]): string[] =>
    entries.filter(({ tag }) => tags.includes(tag)).map((entry) => cString(strings, entry.value));
  return {
    needed: named(DT.needed).filter((name) => name !== ''),
    searchDirs: named(DT.rpath, DT.runpath)
      .flatMap((list) => list.split(':'))
      .filter((dir) => dir.startsWith('/')),
  };
}

function cString(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(0, start);
  return bytes.toString('utf8', Math.min(start, bytes.length), end === -1 ? bytes.length : end);
}
