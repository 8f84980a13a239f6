/** Sum of 16-bit words in ones' complement, RFC 1071; an odd last byte counts as followed by 0. `from` carries on. */
export function sumWords(bytes: Uint8Array, start: number, end: number, from = 0): number {
  let sum = from;
  for (let at = start; at + 1 < end; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  if ((end - start) % 2 === 1) sum += (bytes[end - 1] ?? 0) << 8;
  // A frame has at most 65,553 bytes: the sum stays far below 2^32.
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

/** What stands in the header: the complement of the sum over everything else. */
export function checksum(bytes: Uint8Array, start: number, end: number, from = 0): number {
  return ~sumWords(bytes, start, end, from) & 0xffff;
}
