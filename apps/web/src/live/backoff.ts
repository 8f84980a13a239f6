const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;

/**
 * Milliseconds to wait before reconnecting, after `failures` attempts in a row have failed (at least 1).
 * Doubles up to 5 s; `random` (0 to 1) takes off up to half, so that many tabs do not return at once.
 */
export function reconnectDelay(failures: number, random: number): number {
  const exponent = Math.min(Math.max(failures, 1) - 1, 16);
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** exponent);
  return Math.round(ceiling * (1 - random / 2));
}
