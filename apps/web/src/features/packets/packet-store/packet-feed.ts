import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { PcapngReader } from '../decode/pcapng-reader.ts';
import type { CaptureStream } from './open-capture.ts';
import { toPacket, type Packet } from './packet.ts';
import { PacketWindow } from './packet-window.ts';

/** How often the page is told of new packets. */
const PUBLISH_MS = 150;
/** So long packets are decoded before the browser gets its turn. */
const SLICE_MS = 10;

export type FeedPhase =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** The capture was stopped or deleted: there will be no more. */
  | { kind: 'ended' }
  | { kind: 'failed'; error: UmlautError };

export interface FeedState {
  phase: FeedPhase;
  packets: readonly Packet[];
  /** So many older ones are not kept any more. */
  gone: number;
  /** Nanoseconds since 1970 of the first packet that ever came. */
  begun: bigint | null;
  paused: boolean;
}

const NOTHING: FeedState = {
  phase: { kind: 'connecting' },
  packets: [],
  gone: 0,
  begun: null,
  paused: false,
};

/** One run: what is aborted together. */
interface Run {
  signal: AbortSignal;
  pcapng: PcapngReader;
  window: PacketWindow;
  fresh: Packet[];
  count: number;
}

/**
 * Packets of a capture as they are captured. Owns the connection. While it is paused nothing is read, so the server and
 * the fabric wait too: nothing piles up anywhere but in the capture's own file.
 */
export class PacketFeed {
  readonly #open: (signal: AbortSignal) => Promise<CaptureStream>;
  readonly #listeners = new Set<() => void>();
  #state = NOTHING;
  #abort: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resume: (() => void) | null = null;

  constructor(open: (signal: AbortSignal) => Promise<CaptureStream>) {
    this.#open = open;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): FeedState => this.#state;

  /** From the beginning of the capture. */
  start(): void {
    this.stop();
    this.#abort = new AbortController();
    this.#set(NOTHING);
    const { signal } = this.#abort;
    void this.#run({ signal, pcapng: new PcapngReader(), window: new PacketWindow(), fresh: [], count: 0 });
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wake();
  }

  setPaused(paused: boolean): void {
    this.#set({ paused });
    if (!paused) this.#wake();
  }

  async #run(run: Run): Promise<void> {
    let phase: FeedPhase;
    try {
      const stream = await this.#open(run.signal);
      if (!run.signal.aborted) this.#set({ phase: { kind: 'live' } });
      phase = await this.#readAll(run, stream);
    } catch (error) {
      phase = { kind: 'failed', error: lost(error) };
    }
    if (run.signal.aborted) return;
    this.#publish(run);
    this.#set({ phase });
  }

  async #readAll(run: Run, stream: CaptureStream): Promise<FeedPhase> {
    for (;;) {
      await this.#untilResumed();
      const { done, value } = await stream.read();
      if (done || run.signal.aborted) return { kind: 'ended' };
      await this.#take(run, value);
      const { problem } = run.pcapng;
      if (problem !== null) {
        await stream.cancel();
        return { kind: 'failed', error: new UmlautError('INVALID_INPUT', problem) };
      }
    }
  }

  async #take(run: Run, bytes: Uint8Array): Promise<void> {
    let since = performance.now();
    for (const raw of run.pcapng.push(bytes)) {
      run.count += 1;
      run.fresh.push(toPacket(raw, run.count));
      this.#timer ??= setTimeout(() => this.#publish(run), PUBLISH_MS);
      if (performance.now() - since < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }

  #publish(run: Run): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (run.signal.aborted || run.fresh.length === 0) return;
    run.window.add(run.fresh);
    const begun = this.#state.begun ?? run.fresh[0]?.time ?? null;
    run.fresh = [];
    this.#set({ packets: run.window.packets, gone: run.window.gone, begun });
  }

  async #untilResumed(): Promise<void> {
    if (!this.#state.paused) return;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
  }

  #wake(): void {
    this.#resume?.();
    this.#resume = null;
  }

  #set(change: Partial<FeedState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function lost(error: unknown): UmlautError {
  if (isUmlautError(error)) return error;
  return new UmlautError('SERVER_UNREACHABLE', 'The connection was lost while packets were coming.', {
    cause: error,
  });
}
