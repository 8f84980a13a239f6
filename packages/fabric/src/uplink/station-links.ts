import type { FabricForward } from '@umlaut/contracts/fabric';
import { StationLink, type StationLinkOptions } from './station-link.ts';

/** Each takes 20 MB. */
export const MAX_STATIONS = 16;
/** Who is silent for so long may lose its place to another. */
const SILENT_MS = 60_000;
const GONE_MS = 3_600_000;

export interface StationLinksOptions extends Omit<StationLinkOptions, 'forwards'> {
  /** Of all stations, as far as the ports of the host are to be had. */
  forwards: () => readonly FabricForward[];
}

/**
 * Which passt is whose. The first station has the one that runs from the beginning, with the ports that lead to nobody
 * in particular; more are started as stations appear, and ended when they are silent for an hour and no port of the
 * host leads to them.
 */
export class StationLinks {
  readonly #options: StationLinksOptions;
  readonly #first: StationLink;
  readonly #byMac = new Map<number, StationLink>();
  readonly #ending = new Set<Promise<void>>();
  #crowded = false;

  constructor(options: StationLinksOptions) {
    this.#options = options;
    this.#first = this.#make((mac, forward) => forward.mac === null || forward.mac === mac);
  }

  /** The one that a forward leads through; null: nothing was heard of its station. */
  carrierOf({ mac }: FabricForward): StationLink | null {
    return this.all.find((link) => (mac === null ? link === this.#first : link.mac === mac)) ?? null;
  }

  /** After forwards have changed. @returns when the ports that are not forwarded any more are free */
  async refresh(): Promise<void> {
    await Promise.all(this.all.map((link) => link.refresh()));
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
    return this.#make((mac, forward) => forward.mac !== null && forward.mac === mac);
  }

  #make(carries: (mac: string | null, forward: FabricForward) => boolean): StationLink {
    const { forwards, ...options } = this.#options;
    return new StationLink({
      ...options,
      forwards: (mac) => forwards().filter((forward) => carries(mac, forward)),
    });
  }

  /** Whether a port of the host leads to it: then it is kept, however silent it is. */
  #isWanted({ mac }: StationLink): boolean {
    return this.#options.forwards().some((forward) => forward.mac !== null && forward.mac === mac);
  }

  #sweep(now: number): void {
    for (const [key, link] of this.#byMac) {
      if (now - link.seenAt > GONE_MS && !this.#isWanted(link)) this.#forget(key, link);
    }
  }

  #evict(now: number): boolean {
    const others = [...this.#byMac].filter(([, link]) => link !== this.#first && !this.#isWanted(link));
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
