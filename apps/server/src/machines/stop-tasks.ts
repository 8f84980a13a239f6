import type { MachineId, StopRung, Task } from '@umlaut/contracts/model';
import { STOP_BUDGETS } from '@umlaut/core/machine';
import type { TaskHandle, TaskRegistry } from '../tasks/task-registry.ts';
import type { MachineEntry, MachineRegistry } from './machine-registry.ts';
import { phaseOf } from './power.ts';
import type { RunSupervisor } from './run-supervisor.ts';

/** The whole ladder, and time for the helpers of UML to be proved gone. */
export const LADDER_TIMEOUT_MS = Object.values(STOP_BUDGETS).reduce((sum, budget) => sum + budget, 15_000);
/** The ladder, and a boot. */
export const REBOOT_TIMEOUT_MS = LADDER_TIMEOUT_MS + 60_000;

const STEP_OF_RUNG: Record<StopRung, string> = {
  cad: 'Asking the guest to shut down',
  halt: 'Halting the kernel',
  sigterm: 'Ending User Mode Linux',
  sigkill: 'Killing User Mode Linux',
};

/** Makes stops and reboots, which take seconds, visible as tasks; one per machine at a time. */
export class StopTasks {
  readonly #tasks: TaskRegistry;
  readonly #registry: MachineRegistry;
  readonly #supervisor: RunSupervisor;
  readonly #followed = new Set<MachineId>();

  constructor(deps: { tasks: TaskRegistry; registry: MachineRegistry; supervisor: RunSupervisor }) {
    this.#tasks = deps.tasks;
    this.#registry = deps.registry;
    this.#supervisor = deps.supervisor;
  }

  followShutdown(id: MachineId): void {
    this.#follow(id, { kind: 'shutdown', verb: 'Shut down', timeoutMs: LADDER_TIMEOUT_MS }, isStopped);
  }

  followReboot(id: MachineId): void {
    this.#follow(
      id,
      { kind: 'reboot', verb: 'Reboot', timeoutMs: REBOOT_TIMEOUT_MS },
      (entry) => isStopped(entry) || phaseOf(entry) === 'running',
    );
  }

  #follow(
    id: MachineId,
    what: { kind: Task['kind']; verb: string; timeoutMs: number },
    isDone: (entry: MachineEntry) => boolean,
  ): void {
    const entry = this.#registry.find(id);
    if (entry === null || isDone(entry) || this.#followed.has(id)) return;
    this.#followed.add(id);
    const title = `${what.verb} "${entry.record.name}"`;
    const spec = { kind: what.kind, title, machineIds: [id], step: stepOf(entry), cancellable: false };
    void this.#tasks
      .start(spec, (task) => this.#wait(id, task, { isDone, timeoutMs: what.timeoutMs }))
      .done.catch(() => {})
      .finally(() => this.#followed.delete(id));
  }

  async #wait(
    id: MachineId,
    task: TaskHandle,
    until: { isDone: (entry: MachineEntry) => boolean; timeoutMs: number },
  ): Promise<void> {
    const leave = this.#registry.onChanged((changed) => {
      const entry = changed === id ? this.#registry.find(id) : null;
      if (entry !== null) task.progress(null, stepOf(entry));
    });
    try {
      await this.#supervisor.waitUntil(id, until.isDone, { timeoutMs: until.timeoutMs, signal: task.signal });
    } finally {
      leave();
    }
  }
}

function isStopped(entry: MachineEntry): boolean {
  return entry.run === null;
}

function stepOf({ run }: MachineEntry): string {
  if (run?.kind !== 'watched') return 'Starting';
  if (run.status.rung !== null) return STEP_OF_RUNG[run.status.rung];
  return run.status.phase === 'rebooting' || run.status.phase === 'starting' ? 'Booting' : 'Asking the guest';
}
