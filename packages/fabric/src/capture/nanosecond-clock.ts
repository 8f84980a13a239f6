/** Nanoseconds since 1970, by a clock that never goes back while the process lives. */
export function nanosecondClock(): () => bigint {
  const offset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  return () => offset + process.hrtime.bigint();
}
