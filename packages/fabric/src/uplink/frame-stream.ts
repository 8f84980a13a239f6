/** The longest frame here; passt has no longer ones. */
const MAX_FRAME = 65_553;
const MIN_FRAME = 14;
const LENGTH_BYTES = 4;

/** What passt sends: frames, each after its length in 4 bytes, big endian (its tap.c). Pure. */
export class FrameStream {
  readonly #chunks: Buffer[] = [];
  /** Of the first chunk, what was taken already. */
  #at = 0;
  #bytes = 0;

  /** The chunk is kept, not copied. */
  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The next whole frame; null: there is none yet. Only frames that lie in two chunks are copied.
   * @throws Error when a length is impossible: from then on nothing can be understood
   */
  take(): Buffer | null {
    if (this.#bytes < LENGTH_BYTES) return null;
    const length = this.#peekLength();
    if (length < MIN_FRAME || length > MAX_FRAME) throw new Error(`A frame of ${length} bytes`);
    if (this.#bytes < LENGTH_BYTES + length) return null;
    this.#read(LENGTH_BYTES);
    return this.#read(length);
  }

  #peekLength(): number {
    const [first] = this.#chunks;
    if (first !== undefined && first.length - this.#at >= LENGTH_BYTES) return first.readUInt32BE(this.#at);
    let length = 0;
    let [index, at] = [0, this.#at];
    for (let read = 0; read < LENGTH_BYTES; read += 1) {
      while (at >= (this.#chunks[index]?.length ?? Infinity)) [index, at] = [index + 1, 0];
      length = length * 256 + (this.#chunks[index]?.[at] ?? 0);
      at += 1;
    }
    return length;
  }

  /** So many bytes, which are there. */
  #read(length: number): Buffer {
    const [first] = this.#chunks;
    this.#bytes -= length;
    if (first !== undefined && first.length - this.#at > length) {
      this.#at += length;
      return first.subarray(this.#at - length, this.#at);
    }
    const parts: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      const chunk = this.#chunks[0] ?? Buffer.alloc(missing);
      const part = chunk.subarray(this.#at, this.#at + missing);
      parts.push(part);
      missing -= part.length;
      this.#at += part.length;
      if (this.#at < chunk.length) break;
      this.#chunks.shift();
      this.#at = 0;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts, length);
  }
}
