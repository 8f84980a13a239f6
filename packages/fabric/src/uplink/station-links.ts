import { StationLink, type StationLinkOptions } from './station-link.ts';

/** Each takes 20 MB. */
export const MAX_STATIONS = 16;
/** Who is silent for so long may lose its place to another. */
const SILENT_MS = 60_000;
const GONE_MS = 3_600_000;

/**
 * Which passt is whose. The first station has the one with the forwarded ports, which runs from the beginning; more
 * are started as stations appear, and ended when they are silent for an hour.
 */
export class StationLinks {
  readonly #options: StationLinkOptions;
  readonly #first: StationLink;
  readonly #byMac = new Map<number, StationLink>();
  readonly #ending = new Set<Promise<void>>();
  #crowded = false;

  constructor(options: StationLinkOptions) {
    this.#options = options;
    this.#first = new StationLink(options);
  }

  get first(): StationLink {
    return this.#first;
  }

  get all(): StationLink[] {
    return [...new Set([this.#first, ...this.#byMac.values()])];
  }

  /** A station found no place. */
  get crowded(): boolean {
    return this.#crowded;
  }

  /** Of the station with this address, as number and as text; null: there are too many. */
  of(key: number, mac: () => string, now: number): StationLink | null {
    const known = this.#byMac.get(key);
    if (known !== undefined) {
      known.seenAt = now;
      return known;
    }
    this.#sweep(now);
    const link = this.#place(now);
    this.#crowded = link === null;
    if (link === null) return null;
    link.claim(mac());
    link.seenAt = now;
    this.#byMac.set(key, link);
    return link;
  }

  async end(): Promise<void> {
    await Promise.all([...this.all.map((link) => link.end()), ...this.#ending]);
  }

  #place(now: number): StationLink | null {
    const holder = [...this.#byMac].find(([, link]) => link === this.#first);
    if (holder === undefined) return this.#first;
    if (this.#byMac.size >= MAX_STATIONS && !this.#evict(now)) return null;
    // Ports are forwarded once.
    const settings = () => ({ ...this.#options.settings(), forwards: [] });
    return new StationLink({ ...this.#options, settings });
  }

  #sweep(now: number): void {
    for (const [key, link] of this.#byMac) if (now - link.seenAt > GONE_MS) this.#forget(key, link);
  }

  #evict(now: number): boolean {
    const others = [...this.#byMac].filter(([, link]) => link !== this.#first);
    const [oldest] = others.toSorted(([, a], [, b]) => a.seenAt - b.seenAt);
    if (oldest === undefined || now - oldest[1].seenAt < SILENT_MS) return false;
    this.#forget(...oldest);
    return true;
  }

  #forget(key: number, link: StationLink): void {
    this.#byMac.delete(key);
    if (link === this.#first) return;
    const ending = link.end().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
