import type { Frame, Passage } from './timeline.ts';
import { framesOf } from './timeline.ts';

/** A history is read in pages that begin at multiples of this. */
export const PAGE_BYTES = 64 * 1024;
/** Pages kept in memory. */
const MAX_PAGES = 48;

/** Reads at most `maxBytes` from an offset on; nothing at the end. */
export type LoadPassage = (from: number, maxBytes: number) => Promise<Passage>;

/** What there is of a history. */
export interface Extent {
  oldest: number;
  end: number;
  bootOffsets: readonly number[];
}

interface Page {
  frames: readonly Frame[];
  /** Just past what was read. */
  readTo: number;
}

/** The frames of a console's history, page by page as they are needed; of a page that grows, only what is new. */
export class PassagePages {
  readonly #load: LoadPassage;
  /** In the order of their last use. */
  readonly #pages = new Map<number, Page>();
  readonly #underWay = new Map<number, Promise<readonly Frame[]>>();
  #extent: Extent;

  constructor(load: LoadPassage, extent: Extent) {
    this.#load = load;
    this.#extent = extent;
  }

  get extent(): Extent {
    return this.#extent;
  }

  setExtent(extent: Extent): void {
    this.#extent = extent;
  }

  /** Index of the page with this byte. */
  static indexOf(offset: number): number {
    return Math.floor(offset / PAGE_BYTES);
  }

  /** The frames of a page, in order; those that are known to have come since are read first. */
  frames(index: number): Promise<readonly Frame[]> {
    const page = this.#pages.get(index);
    if (page !== undefined) {
      this.#keep(index, page);
      if (page.readTo >= this.#endOf(index)) return Promise.resolve(page.frames);
    }
    const reading =
      this.#underWay.get(index) ??
      this.#read(index).finally(() => {
        this.#underWay.delete(index);
      });
    this.#underWay.set(index, reading);
    return reading;
  }

  /** Reads a page ahead of its use; who uses it hears of a failure. */
  prepare(index: number): void {
    if (index * PAGE_BYTES < this.#extent.end) this.frames(index).catch(() => {});
  }

  async #read(index: number): Promise<readonly Frame[]> {
    let page = this.#pages.get(index) ?? { frames: [], readTo: index * PAGE_BYTES };
    // Not beyond what is known: there may be a boot that is not.
    const end = this.#endOf(index);
    while (page.readTo < end) {
      const passage = await this.#load(page.readTo, end - page.readTo);
      if (passage.bytes.length === 0) break;
      // Past the end when what was asked for is not kept any more.
      const bytes = passage.bytes.subarray(0, Math.max(0, end - passage.offset));
      const frames = framesOf({ ...passage, bytes }, this.#extent.bootOffsets);
      page = {
        frames: [...page.frames, ...frames],
        readTo: Math.min(end, passage.offset + passage.bytes.length),
      };
    }
    this.#keep(index, page);
    return page.frames;
  }

  #endOf(index: number): number {
    return Math.min(this.#extent.end, (index + 1) * PAGE_BYTES);
  }

  #keep(index: number, page: Page): void {
    this.#pages.delete(index);
    this.#pages.set(index, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) break;
      this.#pages.delete(oldest);
    }
  }
}
