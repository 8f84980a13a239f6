import { toWireError, UmlautError } from '@umlaut/contracts/errors';
import type { BulkAction, MachineList, updateMachineInput } from '@umlaut/contracts/http';
import type { Machine, MachineHealth, MachineId, TaskId } from '@umlaut/contracts/model';
import { compareLines } from '@umlaut/contracts/model';
import type { DiskWorker } from '@umlaut/core/disks';
import type { z } from 'zod';
import type { ActivityLog } from '../activity/activity-log.ts';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import type { EventStream } from '../events/event-stream.ts';
import { assertFilesElsewhere } from '../lines/file-rules.ts';
import type { WorkingDisks } from '../snapshots/working-disks.ts';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import { atTurn } from './at-turn.ts';
import { startBulk } from './bulk.ts';
import type { Capacity } from './capacity.ts';
import { cloneMachine } from './cloning.ts';
import {
  createMachines,
  presentCreated,
  type CreateInput,
  type CreationDeps,
  type MachineResult,
} from './creation.ts';
import { deleteMachine } from './deletion.ts';
import type { KeyQueue } from './key-queue.ts';
import type { Launcher } from './launcher.ts';
import type { MachineRegistry } from './machine-registry.ts';
import { phaseOf, type Power } from './power.ts';
import type { RunSupervisor } from './run-supervisor.ts';
import type { StatsSampler } from './stats-sampler.ts';
import { LADDER_TIMEOUT_MS, REBOOT_TIMEOUT_MS, type StopTasks } from './stop-tasks.ts';

export interface MachineServiceDeps extends CreationDeps {
  registry: MachineRegistry;
  supervisor: RunSupervisor;
  launcher: Launcher;
  power: Power;
  stopTasks: StopTasks;
  queue: KeyQueue<MachineId>;
  tasks: TaskRegistry;
  events: EventStream;
  activity: ActivityLog;
  capacity: Capacity;
  stats: StatsSampler;
  disks: DiskWorker;
  working: WorkingDisks;
  /** @throws MACHINE_BUSY while a disk is needed to finish a merge */
  requireNoMerge: (id: MachineId) => void;
  /** The latest verdicts on machines that run. */
  health: () => MachineHealth[];
  runtimeRoot: string;
}

type StartOptions = { force: boolean; actor: string };

/** Everything that can be asked of machines. Operations on one machine happen one after the other. */
export class MachineService {
  readonly #deps: MachineServiceDeps;

  constructor(deps: MachineServiceDeps) {
    this.#deps = deps;
  }

  list(): MachineList {
    const { events, registry, stats, health } = this.#deps;
    return { ...events.mark, items: registry.list(), stats: stats.latest(), health: health() };
  }

  get(id: MachineId): Machine {
    return this.#deps.registry.present(id);
  }

  /**
   * @returns one result per machine. A single machine that cannot be made throws instead. `error` beside a
   * machine: it was made, but did not start.
   */
  async create(input: CreateInput, actor: string): Promise<MachineResult[]> {
    const { capacity, registry } = this.#deps;
    if (input.start && !input.force) {
      const wanted = Array.from({ length: input.count }, () => ({ memoryMiB: input.memoryMiB }));
      capacity.assertFits(await capacity.measure(), wanted);
    }
    const created = await createMachines(this.#deps, input, actor);
    const [first] = created;
    if (created.length === 1 && first !== undefined && 'error' in first) throw first.error;
    const ids = created.flatMap((one) => ('id' in one ? [one.id] : []));
    // The figures for all of them were agreed to above.
    const options = { force: true, actor };
    const [only] = ids;
    const results = (): MachineResult[] => created.map((one) => presentCreated(registry, one));
    if (!input.start || only === undefined) return results();
    if (ids.length > 1) {
      this.#startBulk('create', { action: 'start', ids }, options);
      return results();
    }
    try {
      await this.start(only, options);
      return results();
    } catch (thrown) {
      const error = toUmlautError(thrown);
      logUnforeseen(this.#deps.log, error, { start: only });
      return results().map((result) => ({ ...result, error: toWireError(error) }));
    }
  }

  /** @throws INVALID_INPUT, VERSION_CONFLICT with the present machine, NAME_TAKEN, KERNEL_NOT_FOUND */
  async update(input: z.output<typeof updateMachineInput>, actor: string): Promise<Machine> {
    const { id, version, lines, ...others } = input;
    const patch = { ...others, lines: lines?.toSorted(compareLines) };
    const { registry, resolveKernel, activity, home } = this.#deps;
    if (lines !== undefined) assertFilesElsewhere(lines, home);
    return atTurn(this.#deps, id, async () => {
      const { record } = registry.get(id);
      if (record.version !== version) {
        throw new UmlautError('VERSION_CONFLICT', `"${record.name}" has changed since you looked.`, {
          field: 'version',
          hint: 'Look at it again and repeat your change.',
          details: { machine: registry.present(id) },
        });
      }
      if (patch.kernelId !== undefined) resolveKernel(patch.kernelId);
      const changes = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      if (Object.keys(changes).length === 0) return registry.present(id);
      if (patch.name !== undefined) registry.reserveName(patch.name, id);
      try {
        await registry.update(id, changes);
      } catch (error) {
        if (patch.name !== undefined && patch.name !== record.name) registry.releaseName(patch.name, id);
        throw error;
      }
      await activity.add({
        kind: 'machine.updated',
        severity: 'info',
        actor,
        machine: registry.get(id).record,
        message: `Changed ${Object.keys(changes).join(', ')}.`,
      });
      return registry.present(id);
    });
  }

  remove(id: MachineId, options: StartOptions): Promise<void> {
    return atTurn(this.#deps, id, async () => {
      this.#deps.requireNoMerge(id);
      await this.#deps.working.end(id);
      await deleteMachine(this.#deps, id, options);
    });
  }

  async clone(
    input: { id: MachineId; name: string; start: boolean; force: boolean },
    actor: string,
  ): Promise<Machine> {
    const { tasks, registry, capacity } = this.#deps;
    const source = registry.get(input.id).record;
    // Before anything is copied, so that the same request with `force` can follow.
    if (input.start && !input.force) capacity.assertFits(await capacity.measure(), [source]);
    const clone = await atTurn(this.#deps, input.id, async () => {
      await this.#deps.working.ensureReady(input.id);
      const { done } = tasks.start(
        {
          kind: 'clone',
          title: `Clone "${source.name}" as "${input.name}"`,
          machineIds: [input.id],
          step: 'Copying the disk',
          cancellable: true,
        },
        (task) => cloneMachine(this.#deps, { source: input.id, name: input.name, actor, task }),
      );
      return done;
    });
    // That it does not start is its last exit then: it was made all the same.
    if (input.start) await this.start(clone, { force: true, actor }).catch(() => {});
    return registry.present(clone);
  }

  start(id: MachineId, options: StartOptions): Promise<Machine> {
    return this.#act(id, () => this.#deps.launcher.start(id, options));
  }

  shutdown(id: MachineId, actor: string): Promise<Machine> {
    return this.#act(id, async () => {
      if (await this.#deps.power.shutdown(id, actor)) this.#deps.stopTasks.followShutdown(id);
    });
  }

  powerOff(id: MachineId, actor: string): Promise<Machine> {
    return this.#act(id, () => this.#deps.power.powerOff(id, actor));
  }

  reboot(id: MachineId, actor: string): Promise<Machine> {
    return this.#act(id, async () => {
      await this.#deps.power.reboot(id, actor);
      this.#deps.stopTasks.followReboot(id);
    });
  }

  pause(id: MachineId, actor: string): Promise<Machine> {
    return this.#act(id, () => this.#deps.power.pause(id, actor));
  }

  resume(id: MachineId, actor: string): Promise<Machine> {
    return this.#act(id, () => this.#deps.power.resume(id, actor));
  }

  bulk(input: { action: BulkAction; ids: MachineId[]; force: boolean }, actor: string): TaskId {
    return this.#startBulk('bulk', input, { force: input.force, actor });
  }

  #startBulk(
    kind: 'bulk' | 'create',
    { action, ids }: { action: BulkAction; ids: readonly MachineId[] },
    options: StartOptions,
  ): TaskId {
    return startBulk(this.#deps.tasks, this.#deps.registry, {
      kind,
      action,
      ids,
      log: this.#deps.log,
      perform: (id, signal) => this.#perform(action, id, { ...options, signal }),
    }).id;
  }

  async #perform(
    action: BulkAction,
    id: MachineId,
    { signal, ...options }: StartOptions & { signal: AbortSignal },
  ): Promise<void> {
    const { power, supervisor } = this.#deps;
    const { actor } = options;
    switch (action) {
      case 'start':
        return void (await this.start(id, options));
      case 'shutdown':
        await atTurn(this.#deps, id, () => power.shutdown(id, actor));
        return supervisor.waitUntil(id, ({ run }) => run === null, { timeoutMs: LADDER_TIMEOUT_MS, signal });
      case 'power-off':
        return void (await this.powerOff(id, actor));
      case 'reboot':
        await atTurn(this.#deps, id, () => power.reboot(id, actor));
        return supervisor.waitUntil(id, (entry) => ['running', 'stopped'].includes(phaseOf(entry)), {
          timeoutMs: REBOOT_TIMEOUT_MS,
          signal,
        });
      case 'pause':
        return void (await this.pause(id, actor));
      case 'resume':
        return void (await this.resume(id, actor));
      case 'delete':
        return this.remove(id, options);
    }
  }

  #act(id: MachineId, operation: () => Promise<void>): Promise<Machine> {
    return atTurn(this.#deps, id, async () => {
      await operation();
      return this.#deps.registry.present(id);
    });
  }
}
