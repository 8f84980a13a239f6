import type { Impairment } from '@umlaut/contracts/model';
import { Bottleneck } from './bottleneck.ts';
import { Loss } from './loss.ts';

export function impairs(impairment: Impairment): boolean {
  const { delayMs, jitterMs, lossPercent, duplicatePercent, corruptPercent, rateKbit } = impairment;
  return (
    delayMs > 0 ||
    jitterMs > 0 ||
    lossPercent > 0 ||
    duplicatePercent > 0 ||
    corruptPercent > 0 ||
    rateKbit !== null
  );
}

/**
 * What becomes of each frame of one direction of a link, as figures only: in this order it is lost or not, doubled,
 * has a bit turned, passes the bottleneck and is delayed. Times are in milliseconds of one clock.
 */
export class ImpairmentPlan {
  readonly #random: () => number;
  readonly #loss: Loss;
  readonly #bottleneck = new Bottleneck();
  #impairment: Impairment;
  #lastDue = 0;
  /** Whether the frame that was scheduled last goes past those that are delayed. */
  overtakes = false;

  constructor(impairment: Impairment, random: () => number, now: number) {
    this.#random = random;
    this.#loss = new Loss(random);
    this.#impairment = impairment;
    this.configure(impairment, now);
  }

  /** @returns the latest time at which a frame that waits already should be due */
  configure(impairment: Impairment, now: number): number {
    this.#impairment = impairment;
    this.#loss.configure(impairment.lossPercent, impairment.lossBurst);
    this.#bottleneck.configure(impairment.rateKbit, impairment.queueFrames, now);
    const latest = impairment.rateKbit === null ? now + impairment.delayMs + impairment.jitterMs : Infinity;
    this.#lastDue = Math.min(this.#lastDue, latest);
    return latest;
  }

  loses(): boolean {
    return this.#loss.next();
  }

  copies(): number {
    return this.#happens(this.#impairment.duplicatePercent) ? 2 : 1;
  }

  /** Which bit of a frame of so many bytes is turned; -1: none. */
  turnedBit(bytes: number): number {
    return this.#happens(this.#impairment.corruptPercent) ? Math.floor(this.#random() * bytes * 8) : -1;
  }

  /** When a frame that comes now is due at the far end; -1: never, the queue is full. */
  schedule(now: number, bytes: number): number {
    const { delayMs, jitterMs, reorderPercent } = this.#impairment;
    const departure = this.#bottleneck.admit(now, bytes);
    this.overtakes = false;
    if (departure < 0 || (delayMs === 0 && jitterMs === 0)) return this.#inOrder(departure);
    if (this.#happens(reorderPercent)) {
      this.overtakes = true;
      return departure;
    }
    const delay = jitterMs === 0 ? delayMs : delayMs + (this.#random() * 2 - 1) * jitterMs;
    return this.#inOrder(departure + Math.max(0, delay));
  }

  #inOrder(due: number): number {
    if (due < 0) return due;
    this.#lastDue = Math.max(this.#lastDue, due);
    return this.#lastDue;
  }

  #happens(percent: number): boolean {
    return percent > 0 && this.#random() * 100 < percent;
  }
}
