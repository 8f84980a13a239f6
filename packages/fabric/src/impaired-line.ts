import type { Impairment } from '@umlaut/contracts/model';
import type { DataPlane } from './data-plane.ts';
import type { DueTask } from './due-heap.ts';
import type { FrameCounter } from './frame-counter.ts';
import { FrameQueue } from './frame-queue.ts';
import type { FrameSink } from './frame-sink.ts';
import { ImpairmentPlan } from './impairment-plan.ts';

/** Of frames that wait in one direction of a link: 10 s of 25 Mbit/s, or 0.3 s of all that UML can send. */
const MAX_LINE_BYTES = 33_554_432;

export interface ImpairedLineOptions {
  plane: DataPlane;
  impairment: Impairment;
  counter: FrameCounter;
  /** Where frames come out. */
  exit: FrameSink;
}

/** One direction of a link that treats frames badly. */
export class ImpairedLine implements DueTask, FrameSink {
  readonly #plane: DataPlane;
  readonly #counter: FrameCounter;
  readonly #exit: FrameSink;
  readonly #plan: ImpairmentPlan;
  readonly #ordered = new FrameQueue(MAX_LINE_BYTES);
  readonly #overtaking = new FrameQueue(MAX_LINE_BYTES);
  #scheduledFor = Infinity;

  constructor({ plane, impairment, counter, exit }: ImpairedLineOptions) {
    this.#plane = plane;
    this.#counter = counter;
    this.#exit = exit;
    this.#plan = new ImpairmentPlan(impairment, plane.random, plane.now);
  }

  /** Also for frames that wait already: after a shorter delay was set none waits for the longer one. */
  configure(impairment: Impairment): void {
    const latest = this.#plan.configure(impairment, this.#plane.now);
    this.#ordered.hasten(latest);
    this.#overtaking.hasten(latest);
    this.#schedule();
  }

  /** Frames wait still. */
  get busy(): boolean {
    return this.#ordered.length + this.#overtaking.length > 0;
  }

  /** Those that wait are lost. */
  clear(): void {
    this.#plane.release(this.#ordered.used + this.#overtaking.used);
    this.#ordered.clear();
    this.#overtaking.clear();
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    if (this.#plan.loses()) {
      this.#counter.drop('loss');
      return;
    }
    for (let copies = this.#plan.copies(); copies > 0; copies -= 1) this.#send(bytes, start, end);
  }

  run(now: number): void {
    if (now >= this.#scheduledFor) this.#scheduledFor = Infinity;
    for (let queue = this.#first(); queue.due <= now; queue = this.#first()) {
      this.#come(queue);
      this.#plane.breathe();
    }
    this.#schedule();
  }

  #send(bytes: Uint8Array, start: number, end: number): void {
    const due = this.#plan.schedule(this.#plane.now, end - start);
    if (due < 0) {
      this.#counter.drop('queue-full');
      return;
    }
    const bit = this.#plan.turnedBit(end - start);
    if (bit >= 0) {
      const at = this.#plane.workspace.copy(bytes, start, end);
      if (at < 0) {
        this.#counter.drop('queue-full');
        return;
      }
      const copy = this.#plane.workspace.bytes;
      copy[at + (bit >> 3)] = (copy[at + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
      this.#wait(copy, at, at + end - start, due);
      return;
    }
    this.#wait(bytes, start, end, due);
  }

  #wait(bytes: Uint8Array, start: number, end: number, due: number): void {
    const overtakes = this.#plan.overtakes;
    if (due <= this.#plane.now && (overtakes || this.#ordered.length === 0)) {
      this.#exit.deliver(bytes, start, end);
      return;
    }
    if (!this.#plane.reserve(end - start)) {
      this.#counter.drop('queue-full');
    } else if ((overtakes ? this.#overtaking : this.#ordered).push(bytes, start, end, due)) {
      this.#schedule();
    } else {
      this.#plane.release(end - start);
      this.#counter.drop('queue-full');
    }
  }

  #come(queue: FrameQueue): void {
    const { workspace } = this.#plane;
    const at = queue.shiftInto(workspace);
    this.#plane.release(queue.shiftedBytes);
    if (at < 0) this.#counter.drop('queue-full');
    else this.#exit.deliver(workspace.bytes, at, at + queue.shiftedBytes);
  }

  #first(): FrameQueue {
    return this.#overtaking.due < this.#ordered.due ? this.#overtaking : this.#ordered;
  }

  #schedule(): void {
    const due = this.#first().due;
    if (due >= this.#scheduledFor) return;
    this.#scheduledFor = due;
    this.#plane.runAt(this, due);
  }
}
