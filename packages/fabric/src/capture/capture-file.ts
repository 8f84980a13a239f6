import { runProgram, type BpfProgram } from '../bpf/index.ts';
import type { FrameSink } from '../frame-sink.ts';
import { BlockBuffer } from './block-buffer.ts';
import { CaptureWriter } from './capture-writer.ts';
import { nanosecondClock } from './nanosecond-clock.ts';
import { fileHeader, type CaptureDirection } from './pcapng-codec.ts';
import { readHalves } from './read-halves.ts';

/** What waits in memory for a slow disk. */
const PENDING_BYTES = 8_388_608;
const FLUSH_MS = 100;

export interface CaptureFileOptions {
  path: string;
  /** What the interface is called in the file. */
  name: string;
  snapBytes: number;
  /** Of both halves together; the older one goes when it is reached. */
  limitBytes: number;
  /** Null: every frame. */
  program: BpfProgram | null;
  /** Of an earlier process: its files are kept, and gone on with unless that is over. Default: a new one. */
  earlier?: 'goes-on' | 'ended';
  /** Nanoseconds since 1970. */
  clock?: () => bigint;
  /** Default 8 MiB. */
  pendingBytes?: number;
}

interface RecordedFrame {
  bytes: Uint8Array;
  start: number;
  end: number;
  time?: bigint;
}

/**
 * Frames of one link in a file for Wireshark. `deliver` only copies: the disk is written meanwhile, and when it is
 * too slow or full frames are left out and counted, never held up.
 */
export class CaptureFile {
  readonly #options: CaptureFileOptions;
  readonly #clock: () => bigint;
  readonly #buffer: BlockBuffer;
  readonly #writer: CaptureWriter;
  readonly #headerBytes: number;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | null = null;
  #stopped: Promise<void> | null = null;
  #ended = false;
  #frames = 0;
  #dropped = 0;
  #missed = 0;
  #trouble: string | null = null;
  #problem: string | null = null;

  /** @throws file system errors when the file cannot be made */
  constructor(options: CaptureFileOptions) {
    this.#options = options;
    this.#clock = options.clock ?? nanosecondClock();
    this.#buffer = new BlockBuffer(options.pendingBytes ?? PENDING_BYTES);
    const header = fileHeader(options);
    this.#headerBytes = header.length;
    this.#writer = new CaptureWriter({
      path: options.path,
      header,
      limitBytes: options.limitBytes,
      reopen: options.earlier !== undefined,
      buffer: this.#buffer,
      onWritten: () => this.#wake(),
      onProblem: (error) => {
        this.#problem = sentence(error);
      },
    });
    this.#frames = this.#writer.keptFrames;
    if (options.earlier === 'ended') void this.stop();
  }

  /** The sink for one direction of the link: frames that pass just now. */
  sink(direction: CaptureDirection): FrameSink {
    return {
      deliver: (bytes, start, end) => this.record(direction, { bytes, start, end }),
    };
  }

  /** A frame, valid during the call only. @param frame.time nanoseconds since 1970; absent: now */
  record(direction: CaptureDirection, { bytes, start, end, time }: RecordedFrame): void {
    if (this.#stopped !== null) return;
    const { program, snapBytes } = this.#options;
    const outgoing = direction === 'forth';
    const wanted = program === null ? end - start : runProgram(program, { bytes, start, end, outgoing });
    if (wanted === 0) return;
    const captured = Math.min(end - start, snapBytes);
    const frame = { bytes, start, end, captured, direction, time: time ?? this.#clock() };
    if (this.#buffer.add(frame)) this.#frames += 1;
    else this.#dropped += 1;
    this.#schedule();
  }

  /** So many frames were lost before they came here, wanted or not. */
  noteMissed(frames: number): void {
    this.#missed += frames;
  }

  /** Why no frames come, or null. */
  noteTrouble(sentence: string | null): void {
    this.#trouble = sentence;
  }

  /** Taken, whether they are on disk already or not. */
  get frames(): number {
    return this.#frames;
  }

  /** Of the files. */
  get bytes(): number {
    return this.#writer.bytes;
  }

  /** Frames that were wanted and left out, as the disk was too slow. */
  get dropped(): number {
    return this.#dropped;
  }

  get problem(): string | null {
    if (this.#problem !== null) return this.#problem;
    if (this.#trouble !== null) return this.#trouble;
    if (this.#dropped > 0) return `${framesAre(this.#dropped)} missing, because the disk was too slow`;
    if (this.#missed > 0) return `${framesAre(this.#missed)} missing: more passed than could be looked at`;
    return null;
  }

  /** What there is, as one pcapng file; with `follow` also what comes, until the capture stops. */
  async *read({
    follow = false,
    signal,
  }: { follow?: boolean; signal?: AbortSignal } = {}): AsyncGenerator<Buffer> {
    await this.#writer.flush();
    yield* readHalves(this.#writer.oldest, {
      headerBytes: this.#headerBytes,
      more: follow ? () => this.#more(signal) : null,
    });
  }

  /** What was taken is written first. */
  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  /** Stops, and deletes the files. */
  async remove(): Promise<void> {
    await this.stop();
    this.#writer.remove();
  }

  async #end(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writer.flush();
    this.#writer.close();
    this.#ended = true;
    this.#wake();
  }

  #schedule(): void {
    if (this.#buffer.ready) void this.#writer.flush();
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#writer.flush();
    }, FLUSH_MS);
  }

  /** Resolves when something was written; false: nothing will be. */
  #more(signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#ended || signal?.aborted === true) return Promise.resolve(false);
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve(signal?.aborted !== true);
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}

function framesAre(count: number): string {
  return count === 1 ? '1 frame is' : `${count} frames are`;
}

function sentence(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'The disk is full: frames are missing from the file';
  return `The file could not be written, frames are missing: ${error instanceof Error ? error.message : String(error)}`;
}
