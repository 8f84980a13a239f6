const ROW = 16;

/** A dump as `hexdump -C` prints it: offset, sixteen bytes in two halves, and what is printable. Pure. */
export function hexRows(bytes: Uint8Array): readonly string[] {
  return Array.from({ length: Math.ceil(bytes.length / ROW) }, (_, row) => {
    const part = [...bytes.subarray(row * ROW, (row + 1) * ROW)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].map((half) => half.padEnd(23));
    const text = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    return `${(row * ROW).toString(16).padStart(8, '0')}  ${halves.join('  ')}  ${text}`;
  });
}
