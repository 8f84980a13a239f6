import type { HostUsage, Isolation } from '@umlaut/contracts/model';
import { checkCapacity } from '@umlaut/core/host';

export interface CapacityDeps {
  usage: () => Promise<HostUsage>;
  isolation: () => Isolation;
  /** Sum of mem= over machines that have a run, launching ones among them, bytes. */
  committedBytes: () => number;
}

/** Warns before machines would overrun the host. */
export class Capacity {
  readonly #deps: CapacityDeps;

  constructor(deps: CapacityDeps) {
    this.#deps = deps;
  }

  measure(): Promise<HostUsage> {
    return this.#deps.usage();
  }

  /**
   * Looks at what runs now. A caller that gives its machine a run before it next waits is counted by every
   * later check, so starts at the same time do not overlook each other.
   * @throws HOST_CAPACITY with figures
   */
  assertFits(usage: HostUsage, wanted: readonly { memoryMiB: number }[]): void {
    const error = checkCapacity({
      memoryMiB: wanted.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
      committedBytes: this.#deps.committedBytes(),
      usage,
      isolation: this.#deps.isolation(),
    });
    if (error !== null) throw error;
  }
}
