import type { IncidentKind } from '@umlaut/contracts/model';

const MAX_OF_A_RUN = 20;
const SAME_KIND_AFTER_MS = 10_000;

/** How many incidents of a run are kept: a guest decides what its console says, and must not fill the disk. */
export class IncidentLimits {
  readonly #newest = new Map<IncidentKind, number>();
  #count = 0;

  /** Whether one of this kind may be kept now, which counts it. A panic, the end of a run, always may. */
  admit(kind: IncidentKind, nowMs: number): boolean {
    if (kind === 'panic') return true;
    const before = this.#newest.get(kind);
    if (this.#count >= MAX_OF_A_RUN || (before !== undefined && nowMs - before < SAME_KIND_AFTER_MS)) {
      return false;
    }
    this.#newest.set(kind, nowMs);
    this.#count += 1;
    return true;
  }
}
