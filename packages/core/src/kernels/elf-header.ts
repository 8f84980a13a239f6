/** Offsets in an ELF header, elf(5). */
const ELF = { magic: 0, class: 4, byteOrder: 5, type: 16, machine: 18 } as const;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const EXECUTABLE_TYPES = [2, 3];
const X86_64 = 62;

/** Why these first bytes of a file cannot be those of a UML kernel, as a sentence; null when they can. Pure. */
export function elfObjection(start: Buffer): string | null {
  if (start.length < 20 || start.readUInt32BE(ELF.magic) !== 0x7f454c46) {
    return 'The file is not a Linux program: a UML kernel is the file "linux" or "vmlinux" of a build with ARCH=um';
  }
  if (start[ELF.class] !== CLASS_64 || start[ELF.byteOrder] !== LITTLE_ENDIAN) {
    return 'The program is not a 64-bit one for x86-64';
  }
  if (start.readUInt16LE(ELF.machine) !== X86_64) return 'The program is for another processor than x86-64';
  if (!EXECUTABLE_TYPES.includes(start.readUInt16LE(ELF.type))) {
    return 'The file is a part of a program, not a whole one';
  }
  return null;
}
