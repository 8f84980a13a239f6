const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_, value) => {
  let bits = 0;
  for (let rest = value; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
});

/** Set bits among the first `limit` bits, least significant bit of each byte first. */
export function countSetBits(bytes: Uint8Array, limit: number): number {
  const whole = Math.min(bytes.length, Math.floor(limit / 8));
  let count = 0;
  for (let index = 0; index < whole; index++) count += BITS_OF_BYTE[bytes[index] ?? 0] ?? 0;
  const rest = limit - whole * 8;
  if (whole < bytes.length && rest > 0) count += BITS_OF_BYTE[(bytes[whole] ?? 0) & ((1 << rest) - 1)] ?? 0;
  return count;
}
