import type { DropReason, Impairment } from '@umlaut/contracts/model';
import type { DataPlane, Way } from './data-plane.ts';
import { FrameCounter } from './frame-counter.ts';
import type { FrameSink } from './frame-sink.ts';
import { ImpairedLine } from './impaired-line.ts';
import { impairs } from './impairment-plan.ts';
import type { LinkProbe } from './trace/link-probe.ts';

/** One direction of a link: what goes in here comes out at `target`, if all is well. */
export class LinkDirection implements FrameSink, Way {
  readonly #plane: DataPlane;
  readonly #exit: FrameSink = { deliver: (bytes, start, end) => this.#arrive(bytes, start, end) };
  readonly counter = new FrameCounter();
  /** While there is no far end. */
  readonly nowhere: FrameSink = { deliver: () => this.counter.drop('no-link') };
  #line: ImpairedLine | null = null;
  #probe: LinkProbe | null = null;
  target: FrameSink;
  /** Why no frame passes; null: they do. */
  closed: DropReason | null = null;
  /** There frames could go round in circles. */
  betweenNodes = false;
  /** Gets what comes out at the far end. */
  taps: readonly FrameSink[] = [];
  /** Get what goes in, also what is lost then; null: nobody does. */
  entryTaps: readonly FrameSink[] | null = null;

  constructor(plane: DataPlane) {
    this.#plane = plane;
    this.target = this.nowhere;
  }

  impair(impairment: Impairment): void {
    const needed = impairs(impairment);
    if (this.#line !== null) this.#line.configure(impairment);
    else if (needed) {
      const { counter } = this;
      this.#line = new ImpairedLine({ plane: this.#plane, impairment, counter, exit: this.#exit });
    }
    if (!needed && this.#line?.busy === false) this.#line = null;
  }

  /** Looks on, while somebody traces. */
  set probe(probe: LinkProbe | null) {
    this.#probe = probe;
    this.counter.onDrop = probe === null ? null : (reason) => probe.drops(reason);
  }

  /** What is under way is lost. */
  cut(): void {
    this.#line?.clear();
  }

  deliver(bytes: Uint8Array, start: number, end: number): void {
    if (this.#probe !== null) this.#probe.enters(bytes, start, end);
    if (this.entryTaps !== null) for (const tap of this.entryTaps) tap.deliver(bytes, start, end);
    if (this.closed !== null) this.counter.drop(this.closed);
    else if (this.#line !== null) this.#line.deliver(bytes, start, end);
    else this.#arrive(bytes, start, end);
  }

  #arrive(bytes: Uint8Array, start: number, end: number): void {
    this.counter.count(end - start);
    if (this.#probe !== null) this.#probe.leaves(bytes, start, end);
    for (const tap of this.taps) tap.deliver(bytes, start, end);
    if (this.betweenNodes) this.#plane.hop(this, bytes, start, end);
    else this.target.deliver(bytes, start, end);
  }
}
