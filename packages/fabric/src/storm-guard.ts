/** Frames that are remembered, by their hash. */
const REMEMBERED = 1024;
const WINDOW_MS = 1000;
/** The same frame so often at another port, or so often at the same one, within the window: it goes round. */
const RETURNS = 24;
const REPEATS = 1000;
/** Broadcasts of one port within the window; no network of machines that mean well sends so many. */
const BROADCASTS = 20_000;
/** One closed port opens a circle; frames of it that are under way should close no other. */
const PAUSE_MS = 200;

export type StormVerdict = 'calm' | 'returns' | 'repeats' | 'broadcasts';

/** One for all guards: a circle has several on its way, and each of them would close a port. */
export class StormPause {
  until = -Infinity;
}

/** Watches what a node sends to all its ports. Times are in milliseconds. */
export class StormGuard {
  readonly #hashes = new Int32Array(REMEMBERED);
  readonly #ports = new Int16Array(REMEMBERED);
  readonly #since = new Float64Array(REMEMBERED).fill(-Infinity);
  readonly #returns = new Int32Array(REMEMBERED);
  readonly #repeats = new Int32Array(REMEMBERED);
  /** By port: broadcasts since when. */
  readonly #broadcasts = new Map<number, { since: number; count: number }>();
  readonly #pause: StormPause;

  constructor(pause: StormPause) {
    this.#pause = pause;
  }

  /** What a frame with this hash that came in at `port` tells. */
  watch(hash: number, port: number, broadcast: boolean, now: number): StormVerdict {
    if (now < this.#pause.until) return 'calm';
    if (broadcast && this.#isTooMany(port, now)) return this.#alarm('broadcasts', now);
    const at = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
    if (this.#hashes[at] !== hash || now - (this.#since[at] ?? 0) > WINDOW_MS) {
      this.#hashes[at] = hash;
      this.#ports[at] = port;
      this.#since[at] = now;
      this.#returns[at] = 0;
      this.#repeats[at] = 0;
      return 'calm';
    }
    if (this.#ports[at] === port) {
      const repeats = (this.#repeats[at] ?? 0) + 1;
      this.#repeats[at] = repeats;
      return repeats >= REPEATS ? this.#alarm('repeats', now) : 'calm';
    }
    const returns = (this.#returns[at] ?? 0) + 1;
    this.#returns[at] = returns;
    return returns >= RETURNS ? this.#alarm('returns', now) : 'calm';
  }

  #isTooMany(port: number, now: number): boolean {
    const entry = this.#broadcasts.get(port);
    if (entry === undefined || now - entry.since > WINDOW_MS) {
      this.#broadcasts.set(port, { since: now, count: 1 });
      return false;
    }
    entry.count += 1;
    return entry.count > BROADCASTS;
  }

  #alarm(verdict: StormVerdict, now: number): StormVerdict {
    this.#since.fill(-Infinity);
    this.#broadcasts.clear();
    this.#pause.until = now + PAUSE_MS;
    return verdict;
  }
}

/** Of the addresses, and of some of what follows: FNV-1a over at most 96 bytes at the front and 16 at the end. */
export function frameHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5 ^ (end - start);
  const front = Math.min(end, start + 96);
  for (let at = start; at < front; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x0100_0193);
  for (let at = Math.max(front, end - 16); at < end; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x0100_0193);
  }
  return hash;
}
