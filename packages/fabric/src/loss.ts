/**
 * Frames lost at random. With bursts it is the simple Gilbert model: in the bad state all are lost, in the good one
 * none; a burst ends after `burst` frames in the mean, and begins as often as the share of lost frames asks for.
 */
export class Loss {
  readonly #random: () => number;
  #share = 0;
  /** Chances to leave the good and the bad state with a frame; null: each frame for itself. */
  #chances: { begin: number; end: number } | null = null;
  #bad = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  configure(percent: number, burst: number): void {
    this.#share = percent / 100;
    this.#chances = null;
    if (burst === 1 || this.#share === 0 || this.#share === 1) {
      this.#bad = false;
      return;
    }
    const end = 1 / burst;
    const begin = (this.#share * end) / (1 - this.#share);
    // More loss than such short bursts can give: they begin with every frame, and last longer.
    this.#chances = begin <= 1 ? { begin, end } : { begin: 1, end: (1 - this.#share) / this.#share };
  }

  /** Whether the next frame is lost. */
  next(): boolean {
    if (this.#chances === null) return this.#share > 0 && this.#random() < this.#share;
    const { begin, end } = this.#chances;
    this.#bad = this.#bad ? this.#random() >= end : this.#random() < begin;
    return this.#bad;
  }
}
