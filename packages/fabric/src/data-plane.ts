import { DueHeap, type DueTask } from './due-heap.ts';
import type { FrameCounter } from './frame-counter.ts';
import { FrameQueue } from './frame-queue.ts';
import type { FrameSink } from './frame-sink.ts';
import type { FrameWorkspace } from './frame-workspace.ts';
import { StormPause } from './storm-guard.ts';

/** Nodes that one frame passes in one go, and all frames of one event together; the rest waits for the next turn. */
const MAX_DEPTH = 16;
const MAX_HOPS = 2048;
/** Of all that waits: only a circle without a storm guard makes so many. */
const MAX_WAITING_BYTES = 2_097_152;
/** What is due so soon is taken along: fewer timers, and far below what anybody measures. */
const EARLY_MS = 0.05;

/** What waits to be sent until an event is over. */
export interface Outlet {
  flush(): void;
}

/** From one node to another. */
export interface Way {
  target: FrameSink;
  counter: FrameCounter;
}

export interface DataPlaneHost {
  workspace: FrameWorkspace;
  /** Milliseconds that never go back. */
  now: () => number;
  random: () => number;
  /** Of frames on all links together. */
  maxDelayedBytes: number;
  /** Calls `wake` in so many milliseconds; one at a time, the latest counts. */
  arm: (milliseconds: number) => void;
  /** Calls `pump` when other events have had their turn. */
  soon: () => void;
}

/**
 * One thread's data plane: time, memory, and the order of things. Whatever brings frames in does so between `begin`
 * and `end`; `end` sends what they led to.
 */
export class DataPlane {
  readonly workspace: FrameWorkspace;
  readonly random: () => number;
  readonly stormPause = new StormPause();
  readonly #host: DataPlaneHost;
  readonly #due = new DueHeap();
  readonly #waiting = new FrameQueue(MAX_WAITING_BYTES);
  readonly #waitingFor: Way[] = [];
  readonly #outlets: Outlet[] = [];
  #armedFor = Infinity;
  #pumping = false;
  #active = false;
  #delayedBytes = 0;
  #depth = 0;
  #hops = 0;
  /** Of this event. */
  now: number;

  constructor(host: DataPlaneHost) {
    this.#host = host;
    this.workspace = host.workspace;
    this.random = host.random;
    this.now = host.now();
  }

  /** At this moment, also between events. */
  get time(): number {
    return this.#host.now();
  }

  get seconds(): number {
    return Math.floor(this.now / 1000);
  }

  /** An event of its own, or part of the one that is under way. */
  within(action: () => void): void {
    if (this.#active) {
      action();
      return;
    }
    this.begin();
    try {
      action();
    } finally {
      this.end();
    }
  }

  begin(): void {
    this.#active = true;
    this.now = this.#host.now();
    this.#depth = 0;
    this.#hops = 0;
  }

  /** Between two frames of one event. */
  breathe(): void {
    if (this.workspace.crowded) this.#flush();
  }

  end(): void {
    this.#active = false;
    this.#flush();
    if (this.#due.due < this.#armedFor) this.#arm();
    if (this.#waiting.length > 0 && !this.#pumping) {
      this.#pumping = true;
      this.#host.soon();
    }
  }

  /** Once, at the end of this event. */
  flushAtEnd(outlet: Outlet): void {
    this.#outlets.push(outlet);
  }

  runAt(task: DueTask, due: number): void {
    this.#due.add(task, due);
  }

  /** From one node to another: in circles this would never end, so it does not go on for ever at once. */
  hop(way: Way, bytes: Uint8Array, start: number, end: number): void {
    if (this.#depth < MAX_DEPTH && this.#hops < MAX_HOPS) {
      this.#depth += 1;
      this.#hops += 1;
      way.target.deliver(bytes, start, end);
      this.#depth -= 1;
      return;
    }
    if (this.#waiting.push(bytes, start, end, 0)) this.#waitingFor.push(way);
    else way.counter.drop('queue-full');
  }

  /** The timer's. */
  wake(): void {
    this.#armedFor = Infinity;
    this.within(() => {
      for (let task = this.#next(); task !== null; task = this.#next()) {
        task.run(this.now + EARLY_MS);
        this.breathe();
      }
    });
  }

  pump(): void {
    this.#pumping = false;
    this.within(() => {
      for (let left = this.#waiting.length; left > 0 && this.#hops < MAX_HOPS; left -= 1) this.#hopOn();
    });
  }

  /** Room for a frame that waits somewhere, of what all that wait may take together. */
  reserve(bytes: number): boolean {
    if (this.#delayedBytes + bytes > this.#host.maxDelayedBytes) return false;
    this.#delayedBytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#delayedBytes -= bytes;
  }

  #hopOn(): void {
    const way = this.#waitingFor.shift();
    const at = this.#waiting.shiftInto(this.workspace);
    if (way === undefined) return;
    if (at < 0) way.counter.drop('queue-full');
    else way.target.deliver(this.workspace.bytes, at, at + this.#waiting.shiftedBytes);
    this.breathe();
  }

  #next(): DueTask | null {
    return this.#due.takeDue(this.now + EARLY_MS);
  }

  #arm(): void {
    this.#armedFor = this.#due.due;
    this.#host.arm(Math.max(EARLY_MS, this.#armedFor - this.#host.now()));
  }

  #flush(): void {
    for (const outlet of this.#outlets) outlet.flush();
    this.#outlets.length = 0;
    this.workspace.reset();
  }
}
