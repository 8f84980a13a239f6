const BUCKETS = 512;
const WAYS = 8;
/** Also what a state tells at most. */
export const MAX_STATIONS = BUCKETS * WAYS;

/** Of an entry: the address in two halves of 24 bits, the VLAN, the port or FREE, the second it was seen last. */
const FIELDS = 5;
const [HIGH, LOW, VLAN, PORT, SEEN] = [0, 1, 2, 3, 4] as const;
const FREE = -1;

export interface Station {
  high: number;
  low: number;
  vlan: number;
  port: number;
  seen: number;
}

/**
 * Which port a station was heard on. Its size is fixed: an address has a bucket with room for eight, where a new one
 * takes the place of the one that was silent for longest. So a flood of invented addresses takes no memory, and one
 * that it pushed out comes back with its next frame; until then frames for it go to all ports.
 */
export class MacTable {
  readonly #entries = new Int32Array(MAX_STATIONS * FIELDS);
  readonly #now: () => number;
  #ageing: number;

  /** `now` gives seconds. */
  constructor(ageingSeconds: number, now: () => number) {
    this.#now = now;
    this.#ageing = ageingSeconds;
    this.clear();
  }

  set ageingSeconds(seconds: number) {
    this.#ageing = seconds;
  }

  learn(high: number, low: number, vlan: number, port: number): void {
    const entries = this.#entries;
    const now = this.#now();
    const start = bucketOf(high, low, vlan);
    let oldest = start;
    for (let at = start; at < start + WAYS * FIELDS; at += FIELDS) {
      if (entries[at + PORT] === FREE) {
        oldest = at;
        // Those behind may hold it: removal leaves gaps.
        continue;
      }
      if (entries[at + HIGH] === high && entries[at + LOW] === low && entries[at + VLAN] === vlan) {
        entries[at + PORT] = port;
        entries[at + SEEN] = now;
        return;
      }
      if (entries[oldest + PORT] !== FREE && (entries[at + SEEN] ?? 0) < (entries[oldest + SEEN] ?? 0)) {
        oldest = at;
      }
    }
    entries[oldest + HIGH] = high;
    entries[oldest + LOW] = low;
    entries[oldest + VLAN] = vlan;
    entries[oldest + PORT] = port;
    entries[oldest + SEEN] = now;
  }

  /** The port, or -1 where it is not known or was silent for too long. */
  lookUp(high: number, low: number, vlan: number): number {
    const entries = this.#entries;
    const start = bucketOf(high, low, vlan);
    for (let at = start; at < start + WAYS * FIELDS; at += FIELDS) {
      if (entries[at + HIGH] !== high || entries[at + LOW] !== low || entries[at + VLAN] !== vlan) continue;
      const port = entries[at + PORT] ?? FREE;
      if (port === FREE) continue;
      return this.#now() - (entries[at + SEEN] ?? 0) > this.#ageing ? FREE : port;
    }
    return FREE;
  }

  forgetPort(port: number): void {
    for (let at = 0; at < this.#entries.length; at += FIELDS) {
      if (this.#entries[at + PORT] === port) this.#entries[at + PORT] = FREE;
    }
  }

  clear(): void {
    this.#entries.fill(FREE);
  }

  /** Those that are not too old, at most MAX_STATIONS. */
  list(): Station[] {
    const now = this.#now();
    const stations: Station[] = [];
    for (let at = 0; at < this.#entries.length; at += FIELDS) {
      const [high = 0, low = 0, vlan = 0, port = FREE, seen = 0] = this.#entries.subarray(at, at + FIELDS);
      if (port === FREE || now - seen > this.#ageing) continue;
      stations.push({ high, low, vlan, port, seen });
    }
    return stations;
  }
}

function bucketOf(high: number, low: number, vlan: number): number {
  let hash = Math.imul(low ^ (high << 7), 0x9e37_79b1) ^ Math.imul(vlan + 1, 0x85eb_ca6b);
  hash ^= hash >>> 15;
  return (hash & (BUCKETS - 1)) * WAYS * FIELDS;
}
