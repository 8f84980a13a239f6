/**
 * Lets few connect at the same time. Chromium lets a page wait one to five seconds before each WebSocket that it
 * opens while some sixteen others are still being opened (websocket_throttler.cc), so that in turn all are quicker.
 */
export class ConnectTurns {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Begins as soon as there is room, perhaps at once.
   * @returns gives the turn back, or up; any number of times
   */
  take(begin: () => void): () => void {
    let state: 'waiting' | 'begun' | 'over' = 'waiting';
    const start = (): void => {
      state = 'begun';
      this.#taken += 1;
      begin();
    };
    this.#waiting.add(start);
    this.#next();
    return () => {
      this.#waiting.delete(start);
      if (state === 'begun') this.#taken -= 1;
      state = 'over';
      this.#next();
    };
  }

  #next(): void {
    for (const start of this.#waiting) {
      if (this.#taken >= this.#limit) return;
      this.#waiting.delete(start);
      start();
    }
  }
}
