/** A line of a given rate with a queue before it: when a frame has left it. Times are in milliseconds. */
export class Bottleneck {
  #rateKbit: number | null = null;
  #queueFrames = 1;
  #busyUntil = 0;
  /** When those that wait or are being sent will have left; a ring. */
  #departures = new Float64Array(64);
  #first = 0;
  #count = 0;

  configure(rateKbit: number | null, queueFrames: number, now: number): void {
    // What is under way keeps its times, unless the line gets faster: then it goes at the new rate.
    if (rateKbit === null) this.#count = 0;
    const speedUp = rateKbit === null ? Infinity : rateKbit / (this.#rateKbit ?? rateKbit);
    this.#busyUntil = Math.min(this.#busyUntil, now + Math.max(0, this.#busyUntil - now) / speedUp);
    this.#rateKbit = rateKbit;
    this.#queueFrames = queueFrames;
  }

  /** When a frame that comes now will have left, or -1: the queue is full. */
  admit(now: number, bytes: number): number {
    if (this.#rateKbit === null) return now;
    const mask = this.#departures.length - 1;
    while (this.#count > 0 && (this.#departures[this.#first] ?? 0) <= now) {
      this.#first = (this.#first + 1) & mask;
      this.#count -= 1;
    }
    // One is being sent; the others wait.
    if (this.#count > this.#queueFrames) return -1;
    // Bits for each kbit/s are milliseconds.
    const departure = Math.max(now, this.#busyUntil) + (bytes * 8) / this.#rateKbit;
    this.#busyUntil = departure;
    if (this.#count === this.#departures.length) this.#grow();
    this.#departures[(this.#first + this.#count) & (this.#departures.length - 1)] = departure;
    this.#count += 1;
    return departure;
  }

  #grow(): void {
    const old = this.#departures;
    const departures = new Float64Array(old.length * 2);
    for (let each = 0; each < this.#count; each += 1) {
      departures[each] = old[(this.#first + each) & (old.length - 1)] ?? 0;
    }
    [this.#departures, this.#first] = [departures, 0];
  }
}
