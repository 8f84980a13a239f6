import type { XrayPoint } from '@umlaut/contracts/model';

/** A history of means: points that come more often than the history has lines are drawn together. */
export class PointHistory {
  readonly #intervalMs: number;
  readonly #capacity: number;
  #points: XrayPoint[] = [];
  /** Of the line that is not full yet. */
  #pending: XrayPoint[] = [];

  constructor({ intervalMs, capacity }: { intervalMs: number; capacity: number }) {
    this.#intervalMs = intervalMs;
    this.#capacity = capacity;
  }

  add(point: XrayPoint): void {
    const [first] = this.#pending;
    if (first !== undefined && Date.parse(point.at) - Date.parse(first.at) >= this.#intervalMs)
      this.#commit();
    this.#pending.push(point);
  }

  /** Oldest first. */
  list(): XrayPoint[] {
    return [...this.#points, ...meanOf(this.#pending)].slice(-this.#capacity);
  }

  clear(): void {
    this.#points = [];
    this.#pending = [];
  }

  #commit(): void {
    this.#points.push(...meanOf(this.#pending));
    this.#pending = [];
    if (this.#points.length > this.#capacity) this.#points.shift();
  }
}

/** None of none. */
function meanOf(points: readonly XrayPoint[]): XrayPoint[] {
  const newest = points.at(-1);
  if (newest === undefined || points.length === 1) return [...points];
  const mean = (of: (point: XrayPoint) => number | null): number | null => {
    const known = points.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return [
    {
      at: newest.at,
      cpuPercent: mean((point) => point.cpuPercent),
      load1: newest.load1,
      memoryUsedBytes: newest.memoryUsedBytes,
      readBytesPerSecond: mean((point) => point.readBytesPerSecond),
      writtenBytesPerSecond: mean((point) => point.writtenBytesPerSecond),
      receivedBytesPerSecond: mean((point) => point.receivedBytesPerSecond),
      sentBytesPerSecond: mean((point) => point.sentBytesPerSecond),
    },
  ];
}
