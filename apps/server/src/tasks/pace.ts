import type { DiskProgress } from '@umlaut/core/disks';
import { formatBytes } from '@umlaut/core/host';

/** The speed is that of the last so long. */
const WINDOW_MS = 3_000;
/** What was seen for less says nothing of the speed. */
const LEAST_MS = 400;

/** How far work on bytes is, and how fast it goes. */
export class Pace {
  readonly #now: () => number;
  readonly #seen: { at: number; bytes: number }[];

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#seen = [{ at: now(), bytes: 0 }];
  }

  /** "12 MiB of 256 MiB, 180 MiB/s"; without a speed as long as there is none. */
  tell({ doneBytes, totalBytes }: DiskProgress): string {
    const at = this.#now();
    this.#seen.push({ at, bytes: doneBytes });
    while (this.#seen.length > 2 && at - (this.#seen[1]?.at ?? at) >= WINDOW_MS) this.#seen.shift();
    const { at: from, bytes } = this.#seen[0] ?? { at, bytes: doneBytes };
    const far = `${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`;
    if (at - from < LEAST_MS) return far;
    return `${far}, ${formatBytes(Math.round(((doneBytes - bytes) * 1000) / (at - from)))}/s`;
  }
}
