/** So many answers a second and no more; what was not used adds up for one second. Pure. */
export class AnswerBudget {
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#left = perSecond;
    this.#at = now;
  }

  take(now: number): boolean {
    // The clock of a host may be set back.
    const elapsed = Math.max(0, now - this.#at);
    this.#left = Math.min(this.#perSecond, this.#left + (elapsed * this.#perSecond) / 1000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
