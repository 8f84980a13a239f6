/** Held output is sent without waiting once it fills a frame. */
export const MAX_FRAME_BYTES = 65_536;
/** Frames on their way to one viewer at a time, and one being filled. */
const KEPT_BUFFERS = 5;
/** Shorter frames come from Node's own pool. */
const MIN_POOLED_BYTES = 4_096;

/**
 * Memory for frames, used again once the kernel has taken them: a flood would otherwise leave tens of
 * megabytes for the garbage collector (measured: 11 MB of private memory that stayed).
 */
export class FramePool {
  readonly #free: Buffer[] = [];

  /** A buffer of at least `length` bytes, MAX_FRAME_BYTES at most. */
  take(length: number): Buffer {
    if (length < MIN_POOLED_BYTES) return Buffer.allocUnsafe(length);
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(MAX_FRAME_BYTES);
  }

  /** Gives back what `take` gave; nobody may look at it any more. */
  give(buffer: Buffer): void {
    if (buffer.length === MAX_FRAME_BYTES && this.#free.length < KEPT_BUFFERS) this.#free.push(buffer);
  }
}
