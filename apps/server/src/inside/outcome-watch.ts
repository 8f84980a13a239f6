import { isUmlautError } from '@umlaut/contracts/errors';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { phaseOf } from '../machines/power.ts';
import { runKey } from '../machines/run-facts.ts';
import type { RunSupervisor } from '../machines/run-supervisor.ts';
import type { StateChange } from './request-effect.ts';

/** How long an answered request may take to show in the machine's state. */
const SETTLE_MS = 5_000;

/** Waits until a machine's state shows what was asked of its kernel, so that the answer and the state agree. */
export class OutcomeWatch {
  readonly #supervisor: RunSupervisor;

  constructor(supervisor: RunSupervisor) {
    this.#supervisor = supervisor;
  }

  /** @returns whether it shows; when the news is late, the events bring it. */
  async settle(before: MachineEntry, change: NonNullable<StateChange>): Promise<boolean> {
    const key = runKey(before);
    const shows = (entry: MachineEntry): boolean => {
      if (runKey(entry) !== key) return true;
      if (change === 'ends') return false;
      return (phaseOf(entry) === 'paused') === (change === 'pauses');
    };
    try {
      await this.#supervisor.waitUntil(before.record.id, shows, { timeoutMs: SETTLE_MS });
      return true;
    } catch (error) {
      if (!isUmlautError(error)) throw error;
      return false;
    }
  }
}
