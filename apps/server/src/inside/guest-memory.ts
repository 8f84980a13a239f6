import { fromWireError, UmlautError } from '@umlaut/contracts/errors';
import type { GuestMemoryBalance, MachineId } from '@umlaut/contracts/model';
import { describeMemory, planMemoryChange } from '@umlaut/core/xray';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { runMemoryMiB } from '../machines/run-facts.ts';
import type { KernelDoctor } from './kernel-doctor.ts';
import { runningKernel } from './running-kernel.ts';

const LOOK_TIMEOUT_MS = 5_000;
/** A step frees 64 MiB at a millisecond each. */
const STEP_TIMEOUT_MS = 5_000;

export interface GuestMemoryDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  doctor: KernelDoctor;
  /** What the memory file of a running machine occupies. */
  hostBytes: (entry: MachineEntry) => Promise<number>;
}

export interface MemoryChange {
  before: GuestMemoryBalance;
  after: GuestMemoryBalance;
}

/** Memory that running guests have, give back to the host and take again. */
export class GuestMemory {
  readonly #deps: GuestMemoryDeps;

  constructor(deps: GuestMemoryDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_RUNNING, MACHINE_BUSY, MCONSOLE_STUCK, MCONSOLE_TIMEOUT */
  async balance(id: MachineId): Promise<GuestMemoryBalance> {
    const entry = this.#deps.registry.get(id);
    const { client } = runningKernel(entry);
    const [meminfo, status, hostBytes] = await Promise.all([
      this.#meminfo(entry),
      client.status(),
      this.#deps.hostBytes(entry),
    ]);
    return describeMemory({
      configuredMiB: runMemoryMiB(entry),
      takenMiB: status.memoryTakenMiB,
      meminfo,
      hostBytes,
    });
  }

  /** For a request of somebody's own making. @throws MEMORY_LIMIT */
  async assertSpares(id: MachineId, moreMiB: number): Promise<void> {
    const balance = await this.balance(id);
    planMemoryChange(balance, balance.takenMiB + moreMiB);
  }

  /**
   * Idempotent: goes step by step to what shall be given back in all.
   * @throws MEMORY_LIMIT, also when the guest ran short on the way; MACHINE_PAUSED and those of `balance`
   */
  set(id: MachineId, takenMiB: number, actor: string): Promise<MemoryChange> {
    this.#deps.registry.get(id);
    return this.#deps.queue.run(id, async () => {
      const before = await this.balance(id);
      const steps = { before, after: before };
      try {
        await this.#go(id, takenMiB, steps);
      } finally {
        this.#note(id, steps, actor);
      }
      return steps;
    });
  }

  async #go(id: MachineId, takenMiB: number, steps: MemoryChange): Promise<void> {
    const entry = this.#deps.registry.get(id);
    if (runningKernel(entry).status.phase === 'paused') {
      throw new UmlautError('MACHINE_PAUSED', 'The machine is paused: its kernel cannot move memory.', {
        hint: 'Resume it first.',
      });
    }
    for (;;) {
      const line = planMemoryChange(steps.after, takenMiB);
      if (line === null) return;
      // oxlint-disable-next-line no-await-in-loop -- each step depends on what the one before left
      await this.#step(entry, line);
      const { takenMiB: reached } = steps.after;
      // oxlint-disable-next-line no-await-in-loop
      steps.after = await this.balance(id);
      if (steps.after.takenMiB === reached) return;
    }
  }

  async #step(entry: MachineEntry, line: string): Promise<void> {
    const { client } = runningKernel(entry);
    const start = performance.now();
    try {
      const { mconsole } = await client.command({ command: 'mconsole', line, timeoutMs: STEP_TIMEOUT_MS });
      if (mconsole?.ok === true) return;
      throw new UmlautError(
        'MCONSOLE_REFUSED',
        `The kernel refused "${line}": ${mconsole?.text.trim() ?? ''}`,
      );
    } catch (error) {
      throw await this.#deps.doctor.explain(entry.record.id, error, start);
    }
  }

  async #meminfo(entry: MachineEntry): Promise<string> {
    const { client } = runningKernel(entry);
    const start = performance.now();
    try {
      const [answer] = await client.ask(['proc meminfo'], LOOK_TIMEOUT_MS);
      if (answer === undefined) throw new UmlautError('MCONSOLE_PROTOCOL', 'The kernel gave no answer.');
      if ('unanswered' in answer) throw fromWireError(answer.unanswered);
      return answer.bytes;
    } catch (error) {
      throw await this.#deps.doctor.explain(entry.record.id, error, start);
    }
  }

  #note(id: MachineId, { before, after }: MemoryChange, actor: string): void {
    const entry = this.#deps.registry.find(id);
    const movedMiB = after.takenMiB - before.takenMiB;
    if (entry === null || movedMiB === 0) return;
    const verb = movedMiB > 0 ? 'give back' : 'take again';
    void this.#deps.activity.add({
      kind: 'machine.memory-moved',
      severity: 'info',
      actor,
      machine: entry.record,
      message: `Had the guest ${verb} ${Math.abs(movedMiB)} MiB; ${after.takenMiB} MiB are with the host now.`,
      details: {
        takenMiB: after.takenMiB,
        hostBytesBefore: before.hostBytes,
        hostBytesAfter: after.hostBytes,
      },
    });
  }
}
