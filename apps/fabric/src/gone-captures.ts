import type { CaptureId } from '@umlaut/contracts/model';

/** A link that was removed comes back with undo, and its captures with it: so long they are kept. */
const KEPT_MS = 600_000;

/** Captures whose link is gone: nobody sees them, so they go by themselves. Times are of one steady clock, milliseconds. */
export class GoneCaptures {
  readonly #since = new Map<CaptureId, number>();

  /** @param gone all there are now */
  look(gone: readonly CaptureId[], now: number): void {
    for (const id of this.#since.keys()) if (!gone.includes(id)) this.#since.delete(id);
    for (const id of gone) if (!this.#since.has(id)) this.#since.set(id, now);
  }

  /** Those that were gone for long. */
  overdue(now: number): CaptureId[] {
    return [...this.#since].flatMap(([id, since]) => (now - since >= KEPT_MS ? [id] : []));
  }

  /** What makes room first; null: there is none. */
  get oldest(): CaptureId | null {
    return this.#since.keys().next().value ?? null;
  }
}
