/** What a guest does not have yet while it boots, it may have soon. */
const BOOT_SECONDS = 60;
const BOOT_BELIEF_MS = 10_000;

interface Refusable {
  line: string;
  /** How long a refusal is believed, milliseconds; absent: not at all. */
  believeMs?: number;
}

export interface RefusalsOptions {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Of the guest. */
  uptimeSeconds: () => number;
}

/**
 * Remembers what the kernel refused: it writes a line about each file that it cannot open into its own log
 * (mconsole_proc, arch/um/drivers/mconsole_kern.c), which belongs to the guest.
 */
export class Refusals {
  readonly #options: RefusalsOptions;
  /** Until when each line is not asked for again. */
  readonly #until = new Map<string, number>();

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Whether there is no use in asking. */
  holds({ line }: Refusable): boolean {
    return (this.#until.get(line) ?? 0) > this.#options.now();
  }

  add({ line, believeMs = 0 }: Refusable): void {
    const { now, uptimeSeconds } = this.#options;
    const isBooting = uptimeSeconds() < BOOT_SECONDS;
    this.#until.set(line, now() + (isBooting ? Math.min(believeMs, BOOT_BELIEF_MS) : believeMs));
  }

  clear(): void {
    this.#until.clear();
  }
}
