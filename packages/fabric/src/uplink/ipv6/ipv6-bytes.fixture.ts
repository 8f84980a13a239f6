import { write16 } from '../../packet/big-endian.ts';

/** An address as text, groups and at most one "::", in its 16 bytes. */
export function ipv6Bytes(text: string): Uint8Array {
  const [head = '', tail] = text.split('::');
  const groups = (part = ''): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail)];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  const bytes = new Uint8Array(16);
  for (const [index, group] of [...before, ...Array<number>(gap).fill(0), ...after].entries()) {
    write16(bytes, index * 2, group);
  }
  return bytes;
}
