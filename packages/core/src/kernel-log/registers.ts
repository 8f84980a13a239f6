export interface Register {
  name: string;
  value: string;
}

const LINE = /^ ?(?:RIP|EIP|RSP|ESP|[RE][A-D]X|RBP|R\d{1,2}|FS|CR\d|ORIG_RAX): ?\S/;
const REGISTER = /\b([A-Z][A-Z0-9_]{0,7}): {0,8}([0-9a-f]\S{0,300})/g;
const MAX_REGISTERS = 64;

/** `RAX: 0000000000000000 RBX: 0000000000000008 ...`; empty for another line. */
export function decodeRegisters(line: string): Register[] {
  if (!LINE.test(line)) return [];
  return [...line.matchAll(REGISTER)]
    .slice(0, MAX_REGISTERS)
    .map(([, name = '', value = '']) => ({ name, value }));
}
