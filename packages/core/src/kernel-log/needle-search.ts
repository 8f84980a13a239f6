/** Bytes of each needle that are looked at: all are at least this long. */
const LENGTH = 9;
/** Slots for pairs of bytes: few enough to stay in the fastest cache. */
const SLOTS = 4_096;

/**
 * Finds the first of several byte strings, in the manner of Wu and Manber: it looks at two bytes, learns from
 * a table how far away from the end of any needle these can be, and jumps. Text without needles costs less
 * than a look at each of its bytes.
 */
export class NeedleSearch {
  /** By pair of bytes: how far the next look may jump. */
  readonly #jumps = new Uint8Array(SLOTS).fill(LENGTH - 1);
  /** By the last pair of bytes. */
  readonly #endings = new Map<number, readonly Uint8Array[]>();

  /** @param needles ASCII, at least 9 characters each; what comes after the ninth is not compared */
  constructor(needles: readonly string[]) {
    for (const needle of new Set(needles.map((word) => word.slice(0, LENGTH)))) {
      if (needle.length < LENGTH) throw new Error(`The needle "${needle}" is too short`);
      const bytes = new TextEncoder().encode(needle);
      for (let end = 1; end < LENGTH; end += 1) {
        const slot = slotOf(bytes[end - 1] ?? 0, bytes[end] ?? 0);
        this.#jumps[slot] = Math.min(this.#jumps[slot] ?? 0, LENGTH - 1 - end);
        if (end === LENGTH - 1) this.#endings.set(slot, [...(this.#endings.get(slot) ?? []), bytes]);
      }
    }
  }

  /** Where the first needle begins within `from` to `to`, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const jumps = this.#jumps;
    let end = from + LENGTH - 1;
    while (end < to) {
      const slot = slotOf(bytes[end - 1] ?? 0, bytes[end] ?? 0);
      const jump = jumps[slot] ?? 0;
      if (jump === 0) {
        const start = end - LENGTH + 1;
        for (const needle of this.#endings.get(slot) ?? []) if (standsAt(bytes, start, needle)) return start;
      }
      end += jump === 0 ? 1 : jump;
    }
    return -1;
  }
}

function standsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  for (let index = 0; index < LENGTH; index += 1) {
    if (bytes[start + index] !== needle[index]) return false;
  }
  return true;
}

function slotOf(first: number, second: number): number {
  return ((first << 5) ^ second) & (SLOTS - 1);
}
