import { open, type FileHandle } from 'node:fs/promises';

export interface ElfSymbol {
  name: string;
  address: bigint;
  size: bigint;
}

export interface ElfSymbols {
  /** Whether the file tells source lines. */
  hasLines: boolean;
  symbols: ElfSymbol[];
}

/** Offsets in structures of 64-bit ELF, elf(5). */
const HEADER = { bytes: 64, sections: 40, sectionSize: 58, sectionCount: 60, nameSection: 62 } as const;
const SECTION = { bytes: 64, name: 0, type: 4, offset: 24, size: 32, link: 40 } as const;
const SYMBOL = { bytes: 24, name: 0, info: 4, value: 8, size: 16 } as const;
const SYMBOL_TABLE = 2;
const FUNCTION = 2;
/** Class 64, little-endian. */
const MAGIC = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
/** Of one section; the symbols of a kernel with everything in it take some 10 MB. */
const MAX_SECTION_BYTES = 67_108_864;
const MAX_SECTIONS = 4_096;
const MAX_NAME_BYTES = 256;

interface Section {
  name: string;
  type: number;
  offset: number;
  size: number;
  link: number;
}

/** The functions of these names in a program, or null when it is none or is damaged. */
export async function readElfSymbols(path: string, names: ReadonlySet<string>): Promise<ElfSymbols | null> {
  await using file = await open(path);
  const sections = await readSections(file);
  if (sections === null) return null;
  const hasLines = sections.some(({ name }) => name === '.debug_line' || name === '.zdebug_line');
  const table = sections.find(({ type }) => type === SYMBOL_TABLE);
  const text = table === undefined ? undefined : sections[table.link];
  if (table === undefined || text === undefined) return { hasLines, symbols: [] };
  const [entries, strings] = [await readBytes(file, table), await readBytes(file, text)];
  if (entries === null || strings === null) return null;
  const symbols: ElfSymbol[] = [];
  for (let at = 0; at + SYMBOL.bytes <= entries.length; at += SYMBOL.bytes) {
    if ((entries.readUInt8(at + SYMBOL.info) & 0xf) !== FUNCTION) continue;
    const name = stringAt(strings, entries.readUInt32LE(at + SYMBOL.name));
    if (!names.has(name)) continue;
    symbols.push({
      name,
      address: entries.readBigUInt64LE(at + SYMBOL.value),
      size: entries.readBigUInt64LE(at + SYMBOL.size),
    });
  }
  return { hasLines, symbols };
}

async function readSections(file: FileHandle): Promise<Section[] | null> {
  const header = await readBytes(file, { offset: 0, size: HEADER.bytes });
  if (header === null || !header.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const count = header.readUInt16LE(HEADER.sectionCount);
  if (header.readUInt16LE(HEADER.sectionSize) !== SECTION.bytes || count > MAX_SECTIONS) return null;
  const offset = Number(header.readBigUInt64LE(HEADER.sections));
  const table = await readBytes(file, { offset, size: count * SECTION.bytes });
  if (table === null) return null;
  const raw = Array.from({ length: count }, (_, index) => {
    const at = index * SECTION.bytes;
    return {
      nameAt: table.readUInt32LE(at + SECTION.name),
      type: table.readUInt32LE(at + SECTION.type),
      offset: Number(table.readBigUInt64LE(at + SECTION.offset)),
      size: Number(table.readBigUInt64LE(at + SECTION.size)),
      link: table.readUInt32LE(at + SECTION.link),
    };
  });
  const names = raw[header.readUInt16LE(HEADER.nameSection)];
  const strings = names === undefined ? null : await readBytes(file, names);
  if (strings === null) return null;
  return raw.map(({ nameAt, ...section }) => ({ ...section, name: stringAt(strings, nameAt) }));
}

/** Null unless all of it is there. */
async function readBytes(
  file: FileHandle,
  { offset, size }: Pick<Section, 'offset' | 'size'>,
): Promise<Buffer | null> {
  if (size > MAX_SECTION_BYTES || !Number.isSafeInteger(offset + size)) return null;
  const { size: length } = await file.stat();
  if (offset + size > length) return null;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, offset);
  return bytesRead === size ? buffer : null;
}

function stringAt(strings: Buffer, at: number): string {
  const end = strings.indexOf(0, at);
  return strings.toString('latin1', at, Math.min(end === -1 ? strings.length : end, at + MAX_NAME_BYTES));
}
