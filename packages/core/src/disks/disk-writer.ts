import { copyWindow, punchHole, startWriting } from '@umlaut/hostio';
import { DataCursor, type ByteRange } from './byte-range.ts';
import type { JobMeter } from './job-control.ts';
import { cutShort, writeFully } from './read-write.ts';

/** Small enough to stay in the processor's cache between reading and writing. */
const WINDOW_BYTES = 256 * 1024;
/** So much is written out at a time while the copying goes on: the fsync at the end then takes half as long. */
const BEHIND_BYTES = 8 * 1024 * 1024;
const ZEROS = Buffer.alloc(64 * 1024);

/** Writes parts of one disk over another in growing order; what is zero becomes a hole where it can. */
export class DiskWriter {
  readonly #fd: number;
  readonly #meter: JobMeter;
  readonly #window = Buffer.allocUnsafe(WINDOW_BYTES);
  readonly #existing: DataCursor;
  #canPunch = true;
  #writtenBytes = 0;
  #behind = 0;

  /** The descriptor stays the caller's. */
  constructor(fd: number, meter: JobMeter) {
    this.#fd = fd;
    this.#meter = meter;
    this.#existing = new DataCursor(fd);
  }

  /**
   * Copies data that the source has; `shift` is how far later it lies in the source.
   * @throws CANCELLED, DISK_INVALID (the source became shorter), and what the file system says
   */
  copy(source: number, { start, end }: ByteRange, shift = 0): void {
    for (let at = start; at < end;) {
      const scratch = this.#window.subarray(0, Math.min(WINDOW_BYTES, end - at));
      for (const zeros of this.#copyWindow(source, { at, shift, scratch })) this.#clearQuietly(zeros);
      at += scratch.length;
      this.#writeOut(at, scratch.length);
      this.#meter.advance(scratch.length);
    }
  }

  #copyWindow(
    from: number,
    { at, shift, scratch }: { at: number; shift: number; scratch: Buffer },
  ): ByteRange[] {
    try {
      return copyWindow({ to: this.#fd, from, offset: at, shift, scratch });
    } catch (error) {
      const isCut = error instanceof Error && 'code' in error && error.code === 'ENODATA';
      if (isCut) throw cutShort(at + shift);
      throw error;
    }
  }

  #writeOut(at: number, bytes: number): void {
    this.#writtenBytes += bytes;
    if (this.#writtenBytes < BEHIND_BYTES) return;
    startWriting(this.#fd, { start: this.#behind, end: at });
    this.#writtenBytes = 0;
    this.#behind = at;
  }

  /** Makes a range read as zero. */
  clear(range: ByteRange): void {
    this.#clearQuietly(range);
    this.#meter.advance(range.end - range.start);
  }

  #clearQuietly(range: ByteRange): void {
    for (const data of this.#existing.within(range)) {
      if (this.#canPunch) this.#punch(data);
      else this.#writeZeros(data);
    }
  }

  #punch(range: ByteRange): void {
    try {
      punchHole(this.#fd, range);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
      this.#canPunch = false;
      this.#writeZeros(range);
    }
  }

  #writeZeros({ start, end }: ByteRange): void {
    for (let at = start; at < end; at += ZEROS.length) {
      writeFully(this.#fd, ZEROS.subarray(0, Math.min(ZEROS.length, end - at)), at);
    }
  }
}
