/** Beyond it something makes up names. */
const MAX_COUNTERS = 4_096;

/** Turns counters into rates: remembers of each its value before, and when that was. */
export class RateMeter {
  readonly #before = new Map<string, { value: number; at: number }>();

  /**
   * @param at milliseconds, on any clock that runs evenly
   * @returns null the first time, and when the counter has shrunk: it began anew
   */
  perSecond(counter: string, value: number, at: number): number | null {
    const before = this.#before.get(counter);
    if (before === undefined && this.#before.size >= MAX_COUNTERS) this.#before.clear();
    this.#before.set(counter, { value, at });
    if (before === undefined || value < before.value || at <= before.at) return null;
    return ((value - before.value) / (at - before.at)) * 1000;
  }

  reset(): void {
    this.#before.clear();
  }
}
