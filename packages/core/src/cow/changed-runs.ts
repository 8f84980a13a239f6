/** Neighbouring sectors that are all in a copy-on-write file: from `start` up to, not including, `end`. */
export interface SectorRun {
  start: number;
  end: number;
}

const ALL_SET = 0xffffffff;

/**
 * The runs of set bits in a bitmap, least significant bit of each byte first, in order. Words that are all clear or all
 * set, which nearly all of a large bitmap is, take one step each. Pure.
 * @param limit bits from this one on are left out
 */
export function* changedRuns(bytes: Uint8Array, limit: number): Generator<SectorRun> {
  const bits = Math.min(limit, bytes.length * 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = -1;
  for (let at = 0; at < bits;) {
    if (at % 32 === 0 && at + 32 <= bits) {
      // Little-endian: bit n of the word is bit n of the bitmap.
      const word = view.getUint32(at / 8, true);
      if (word === (start === -1 ? 0 : ALL_SET)) {
        at += 32;
        continue;
      }
    }
    const set = (((bytes[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;
    if (set && start === -1) start = at;
    if (!set && start !== -1) {
      yield { start, end: at };
      start = -1;
    }
    at++;
  }
  if (start !== -1) yield { start, end: bits };
}
