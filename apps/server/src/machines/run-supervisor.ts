import { isDeepStrictEqual } from 'node:util';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Isolation, MachineExit, MachineId } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';
import { recoverRun } from '@umlaut/core/machine';
import type { MonitorClient, MonitorWatch } from '@umlaut/core/monitor-client';
import type { Logger } from 'pino';
import type { ActivityLog } from '../activity/activity-log.ts';
import { exitSeverity, isSameExit, vanished } from './exit-message.ts';
import type { MachineEntry, MachineRegistry } from './machine-registry.ts';

/** What was found of a run: it lives and is watched; it ended, as recorded; nothing. */
export type Recovered = 'adopted' | 'ended' | 'idle';

export interface RunSupervisorDeps {
  registry: MachineRegistry;
  activity: ActivityLog;
  log: Logger;
  machineDir: (id: MachineId) => string;
  /** Isolation in force for the run that launch.json of this machine describes. */
  isolationOf: (id: MachineId) => Promise<Isolation>;
}

/**
 * Keeps what we say of each machine true: it watches every monitor, finds the ones of an earlier server, and
 * when a connection breaks without a last word it finds out what is left and cleans it up.
 */
export class RunSupervisor {
  readonly #deps: RunSupervisorDeps;
  readonly #watches = new Map<MonitorClient, MonitorWatch>();
  readonly #recovering = new Map<MachineId, Promise<Recovered>>();
  #isClosed = false;

  constructor(deps: RunSupervisorDeps) {
    this.#deps = deps;
  }

  /** Watches a run that has just been launched. The client is ours from here on. */
  async watch(id: MachineId, client: MonitorClient, isolation: Isolation): Promise<void> {
    const status = await client.status();
    this.#deps.registry.setRun(
      id,
      { kind: 'watched', client, status, isolation },
      { commandLine: status.commandLine },
    );
    const watch = client.watch(
      (next) => this.#onStatus(id, client, next),
      () => this.#onClose(id, client),
    );
    this.#watches.set(client, watch);
  }

  /**
   * Takes up the run of a machine, or notes how it ended meanwhile; whatever is left of a dead one is cleaned
   * up. At most one at a time per machine.
   */
  recover(id: MachineId): Promise<Recovered> {
    const running = this.#recovering.get(id);
    if (running !== undefined) return running;
    const recovery = this.#recover(id).finally(() => this.#recovering.delete(id));
    this.#recovering.set(id, recovery);
    return recovery;
  }

  /**
   * Waits until a machine satisfies a condition.
   * @throws DEADLINE_EXCEEDED, CANCELLED; MACHINE_NOT_FOUND when it is deleted meanwhile.
   */
  async waitUntil(
    id: MachineId,
    condition: (entry: MachineEntry) => boolean,
    options: { timeoutMs: number; signal?: AbortSignal },
  ): Promise<void> {
    const { registry } = this.#deps;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = (): void => {
      const entry = registry.find(id);
      if (entry === null) reject(new UmlautError('MACHINE_NOT_FOUND', `Machine ${id} was deleted.`));
      else if (condition(entry)) resolve();
    };
    const leave = registry.onChanged((changed) => {
      if (changed === id) check();
    });
    const timer = setTimeout(() => {
      reject(
        new UmlautError(
          'DEADLINE_EXCEEDED',
          `The machine did not get there in ${options.timeoutMs / 1000} s.`,
        ),
      );
    }, options.timeoutMs);
    const onAbort = (): void => reject(new UmlautError('CANCELLED', 'The wait was cancelled.'));
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (options.signal?.aborted === true) onAbort();
      check();
      await promise;
    } finally {
      leave();
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Lets go of every monitor; machines run on. */
  close(): void {
    this.#isClosed = true;
    for (const client of this.#watches.keys()) client.close();
    this.#watches.clear();
  }

  #onStatus(id: MachineId, client: MonitorClient, status: MonitorStatus): void {
    const run = this.#deps.registry.find(id)?.run;
    if (run?.kind !== 'watched' || run.client !== client) return;
    if (status.phase === 'ended') {
      this.#finish(id, status.exit ?? vanished(new Date()));
      return;
    }
    // The first status of a watch repeats what we know.
    if (isDeepStrictEqual(status, run.status)) return;
    this.#noteTransition(id, run.status, status);
    this.#deps.registry.setRun(id, { ...run, status }, { commandLine: status.commandLine });
  }

  #onClose(id: MachineId, client: MonitorClient): void {
    this.#watches.delete(client);
    const run = this.#deps.registry.find(id)?.run;
    if (this.#isClosed || run?.kind !== 'watched' || run.client !== client) return;
    this.recover(id).catch((error: unknown) => {
      this.#deps.log.error(
        { err: error, machine: id },
        'a machine whose monitor vanished could not be recovered',
      );
    });
  }

  async #recover(id: MachineId): Promise<Recovered> {
    const { registry, machineDir, isolationOf } = this.#deps;
    const recovery = await recoverRun(machineDir(id));
    if (this.#isClosed) {
      if (recovery.kind === 'adopted') recovery.client.close();
      return recovery.kind;
    }
    if (recovery.kind === 'adopted') {
      await this.watch(id, recovery.client, await isolationOf(id));
    } else if (recovery.kind === 'ended') {
      this.#finish(id, recovery.exit);
    } else if (registry.find(id)?.run?.kind === 'watched') {
      this.#finish(id, vanished(new Date()));
    }
    return recovery.kind;
  }

  #finish(id: MachineId, exit: MachineExit): void {
    const { registry, activity } = this.#deps;
    const entry = registry.find(id);
    if (entry === null) return;
    const isNews = !isSameExit(entry.record.lastExit, exit);
    if (entry.run !== null || isNews) registry.setRun(id, null, { lastExit: exit });
    if (!isNews) return;
    void activity.add({
      kind: 'machine.exited',
      severity: exitSeverity(exit),
      actor: 'system',
      machine: entry.record,
      message: exit.message,
      details: { exitKind: exit.kind, code: exit.code, signal: exit.signal, rung: exit.rung },
    });
  }

  #noteTransition(id: MachineId, before: MonitorStatus, after: MonitorStatus): void {
    const entry = this.#deps.registry.find(id);
    if (entry === null) return;
    const note = (kind: string, message: string, details?: Record<string, unknown>): void => {
      const more = details === undefined ? {} : { details };
      const severity = kind === 'machine.started' ? 'success' : 'info';
      void this.#deps.activity.add({
        kind,
        severity,
        actor: 'system',
        machine: entry.record,
        message,
        ...more,
      });
    };
    if (after.runCount > before.runCount) {
      const lastExit = after.exit === null ? {} : { exitKind: after.exit.kind, message: after.exit.message };
      note('machine.rebooted', 'The guest rebooted.', lastExit);
    }
    if (after.phase === before.phase) return;
    if (after.phase === 'paused') note('machine.paused', 'Paused.');
    if (before.phase === 'paused' && after.phase === 'running') note('machine.resumed', 'Resumed.');
    if (after.phase === 'running' && before.phase === 'starting')
      note('machine.started', 'The kernel is up.');
  }
}
