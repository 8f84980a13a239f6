import { NeedleSearch } from './needle-search.ts';

const NEWLINE = 0x0a;
/** printk's longest record is 1 KiB; before it a prompt may stand that waits for input. */
const MAX_LINE_BYTES = 2_048;

const DECODER = new TextDecoder();

/** Cuts a stream of bytes into lines and gives out those that hold one of some words. */
export class TellingLines {
  readonly #search: NeedleSearch;
  /** The beginning of a line whose end has not come; of a long one, its end so far. */
  readonly #begun = new Uint8Array(MAX_LINE_BYTES);
  #length = 0;

  constructor(words: readonly string[]) {
    this.#search = new NeedleSearch(words);
  }

  /** @param bytes only valid during the call @returns whole lines, decoded, without their newline */
  push(bytes: Uint8Array): string[] {
    const lines: string[] = [];
    const first = bytes.indexOf(NEWLINE);
    if (first === -1) {
      this.#keep(bytes);
      return lines;
    }
    let from = 0;
    if (this.#length > 0) {
      this.#keep(bytes.subarray(0, first));
      this.#collect(this.#begun.subarray(0, this.#length), lines);
      this.#length = 0;
      from = first + 1;
    }
    const last = bytes.lastIndexOf(NEWLINE);
    if (from <= last) this.#collect(bytes.subarray(from, last + 1), lines);
    this.#keep(bytes.subarray(last + 1));
    return lines;
  }

  #collect(bytes: Uint8Array, lines: string[]): void {
    for (let from = 0; from < bytes.length;) {
      const hit = this.#search.find(bytes, from, bytes.length);
      if (hit === -1) return;
      const start = Math.max(bytes.lastIndexOf(NEWLINE, hit) + 1, hit - MAX_LINE_BYTES);
      const newline = bytes.indexOf(NEWLINE, hit);
      const end = newline === -1 ? bytes.length : newline;
      lines.push(DECODER.decode(bytes.subarray(start, Math.min(end, hit + MAX_LINE_BYTES))));
      from = end + 1;
    }
  }

  #keep(bytes: Uint8Array): void {
    const newest = bytes.subarray(-MAX_LINE_BYTES);
    const kept = Math.min(this.#length, MAX_LINE_BYTES - newest.length);
    this.#begun.copyWithin(0, this.#length - kept, this.#length);
    this.#begun.set(newest, kept);
    this.#length = kept + newest.length;
  }
}
