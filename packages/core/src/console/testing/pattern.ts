const PERIOD = 100_003;
const TABLE = Buffer.from(
  Array.from({ length: 2 * PERIOD }, (_, i) => Math.imul(i % PERIOD, 2_654_435_761) >>> 24),
);

/** Bytes whose value depends on their offset, so that a shift by any amount shows. */
export function pattern(from: number, length: number): Buffer {
  return length === 0
    ? Buffer.alloc(0)
    : Buffer.alloc(length, TABLE.subarray(from % PERIOD, (from % PERIOD) + PERIOD));
}
