/** Numbers and addresses in network order. What is not there reads as zero: callers look at lengths first. */

export function read8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function read16(bytes: Uint8Array, at: number): number {
  return (read8(bytes, at) << 8) | read8(bytes, at + 1);
}

export function read32(bytes: Uint8Array, at: number): number {
  return ((read16(bytes, at) << 16) | read16(bytes, at + 2)) >>> 0;
}

/** "0x0800" */
export function hexNumber(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** "02:00:00:00:00:01" */
export function macText(bytes: Uint8Array, at: number, length = 6): string {
  return Array.from({ length }, (_, index) =>
    read8(bytes, at + index)
      .toString(16)
      .padStart(2, '0'),
  ).join(':');
}

export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${read8(bytes, at)}.${read8(bytes, at + 1)}.${read8(bytes, at + 2)}.${read8(bytes, at + 3)}`;
}

/** RFC 5952: the longest run of two zero groups or more, the first among equals, becomes "::". */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => read16(bytes, at + index * 2).toString(16));
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  const after = groups.slice(best.start + best.length);
  return `${groups.slice(0, best.start).join(':')}::${after.join(':')}`;
}

/** What can be printed of it, for people: control characters become dots. */
export function plainText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < Math.min(end, bytes.length); at += 1) {
    const code = read8(bytes, at);
    text += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
  }
  return text;
}

/** The names of the bits that are set, the lowest first. */
export function bitNames(value: number, names: readonly string[]): string[] {
  return names.filter((_, bit) => ((value >>> bit) & 1) === 1);
}
