const FIRST_CAPACITY = 16_384;

/**
 * The newest bytes of a stream, addressed by their offset in that stream. Memory is taken as it is needed,
 * in powers of two, up to `limit` bytes (a power of two).
 */
export class ByteRing {
  readonly #limit: number;
  #buffer = new Uint8Array(0);
  #start: number;
  #end: number;

  constructor(offset: number, limit: number) {
    this.#limit = limit;
    this.#start = offset;
    this.#end = offset;
  }

  /** Offset of the oldest byte that is still here. */
  get start(): number {
    return this.#start;
  }

  /** Offset just past the newest byte. */
  get end(): number {
    return this.#end;
  }

  append(bytes: Uint8Array): void {
    const kept = bytes.length > this.#limit ? bytes.subarray(bytes.length - this.#limit) : bytes;
    const end = this.#end + bytes.length;
    this.#grow(Math.min(end - this.#start, this.#limit));
    this.#copyIn(kept, end - kept.length);
    this.#end = end;
    this.#start = Math.max(this.#start, end - this.#buffer.length);
  }

  /**
   * A copy of at most `max` bytes from `from` on, which lies between `start` and `end`; in `target` if one of
   * that size is given.
   */
  read(from: number, max: number, target?: Buffer): Buffer {
    const length = Math.max(0, Math.min(max, this.#end - from));
    const out = target?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    if (length === 0) return out;
    const at = from % this.#buffer.length;
    const first = Math.min(length, this.#buffer.length - at);
    out.set(this.#buffer.subarray(at, at + first));
    out.set(this.#buffer.subarray(0, length - first), first);
    return out;
  }

  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    let capacity = Math.max(FIRST_CAPACITY, this.#buffer.length);
    while (capacity < needed) capacity *= 2;
    const held = this.read(this.#start, this.#end - this.#start);
    this.#buffer = new Uint8Array(Math.min(capacity, this.#limit));
    this.#copyIn(held, this.#start);
  }

  #copyIn(bytes: Uint8Array, offset: number): void {
    if (bytes.length === 0) return;
    const at = offset % this.#buffer.length;
    const first = Math.min(bytes.length, this.#buffer.length - at);
    this.#buffer.set(bytes.subarray(0, first), at);
    this.#buffer.set(bytes.subarray(first), 0);
  }
}
