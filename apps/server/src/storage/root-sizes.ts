import type { MachineId } from '@umlaut/contracts/model';

export interface RootOfMachine {
  id: MachineId;
  path: string;
}

/** Null: not known. `isCounting`: it will be. */
export interface RootSize {
  allocatedBytes: number | null;
  isCounting: boolean;
}

interface Counted {
  bytes: number | null;
  at: number;
  tookMs: number;
}

/** Figures are as old as this at most, unless counting them takes long. */
const FRESH_MS = 60_000;
/** Counting keeps one core busy for at most a twentieth of the time. */
const REST_FACTOR = 20;

/**
 * What root directories occupy. Each file of theirs has to be asked, so they are counted one after the other, behind
 * whoever looks; a figure that is known is told at once.
 */
export class RootSizes {
  readonly #measure: (path: string) => Promise<number | null>;
  readonly #now: () => number;
  readonly #counted = new Map<MachineId, Counted>();
  readonly #due = new Map<MachineId, string>();
  #counting: Promise<void> | null = null;

  /** @param measure null when it cannot be counted; never rejects */
  constructor(
    measure: (path: string) => Promise<number | null>,
    now: () => number = () => performance.now(),
  ) {
    this.#measure = measure;
    this.#now = now;
  }

  /** What is known after at most this time. What these roots do not name is forgotten. */
  async look(roots: readonly RootOfMachine[], waitMs: number): Promise<(id: MachineId) => RootSize> {
    this.#keepOnly(new Set(roots.map(({ id }) => id)));
    const restMs = Math.max(FRESH_MS, REST_FACTOR * this.#lastTotalMs());
    for (const { id, path } of roots) {
      const known = this.#counted.get(id);
      if (known === undefined || this.#now() - known.at >= restMs) this.#due.set(id, path);
    }
    if (this.#due.size > 0) {
      this.#counting ??= this.#countAll();
      await atMost(this.#counting, waitMs);
    }
    return (id) => ({
      allocatedBytes: this.#counted.get(id)?.bytes ?? null,
      isCounting: this.#due.has(id) && !this.#counted.has(id),
    });
  }

  async #countAll(): Promise<void> {
    for (const [id, path] of this.#due) {
      const startedAt = this.#now();
      const bytes = await this.#measure(path);
      const at = this.#now();
      // Else its machine was deleted meanwhile.
      if (this.#due.delete(id)) this.#counted.set(id, { bytes, at, tookMs: at - startedAt });
    }
    this.#counting = null;
  }

  #keepOnly(ids: ReadonlySet<MachineId>): void {
    for (const id of this.#counted.keys()) if (!ids.has(id)) this.#counted.delete(id);
    for (const id of this.#due.keys()) if (!ids.has(id)) this.#due.delete(id);
  }

  #lastTotalMs(): number {
    return [...this.#counted.values()].reduce((total, { tookMs }) => total + tookMs, 0);
  }
}

async function atMost(work: Promise<void>, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
