import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { ImageId, Isolation, MachineId } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { launchMonitor, machinePaths, readRunRecord, runtimePaths } from '@umlaut/core/machine';
import type { ActivityLog } from '../activity/activity-log.ts';
import { diskSlots, launchDisks } from '../disks/launch-disks.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import { newBootId } from '../identifiers.ts';
import type { Capacity } from './capacity.ts';
import { failedToStart } from './exit-message.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';
import type { MachineRun } from './machine-run.ts';
import { consolesOf } from './run-facts.ts';
import type { RunSupervisor } from './run-supervisor.ts';
import type { HostSide } from '../networks/host-side.ts';
import type { NicChecks } from '../nics/nic-checks.ts';

const MIB = 1024 * 1024;

export interface LauncherDeps {
  registry: MachineRegistry;
  supervisor: RunSupervisor;
  activity: ActivityLog;
  capacity: Capacity;
  home: string;
  runtimeRoot: string;
  monitorPath: string;
  /** Account that machines run as, or null for that of the server. */
  account: LaunchSpec['runAs'];
  isolation: () => Isolation;
  /** @throws KERNEL_UNAVAILABLE */
  kernelPath: (record: MachineRecord) => string;
  /** @throws IMAGE_UNAVAILABLE */
  imagePath: (id: ImageId) => string;
  nicChecks: Pick<NicChecks, 'assertStartable'>;
  hostSide: Pick<HostSide, 'prepare' | 'assertNamed'>;
  /** Resolves once the machine has all its disks. @throws CANCELLED, STORAGE_FULL, DISK_* */
  ensureDisks: (id: MachineId) => Promise<void>;
}

export interface StartOptions {
  /** Start although the host would be overrun. */
  force: boolean;
  actor: string;
}

/** Starts machines: one attempt from configuration to a watched monitor, or a recorded failure. */
export class Launcher {
  readonly #deps: LauncherDeps;

  constructor(deps: LauncherDeps) {
    this.#deps = deps;
  }

  /**
   * Idempotent. Must run in the machine's queue.
   * @throws HOST_CAPACITY with figures, MACHINE_PAUSED, MACHINE_BUSY; NIC_UNAVAILABLE, KERNEL_*, IMAGE_*, ROOT_*, DISK_*, COW_*,
   * BACKING_*, LAUNCH_FAILED, which are kept as the machine's last exit, too.
   */
  async start(id: MachineId, options: StartOptions): Promise<void> {
    const { registry, capacity } = this.#deps;
    const { record: before, run } = registry.get(id);
    if (run !== null) return assertStarted(run);
    const usage = options.force ? null : await capacity.measure();
    if (usage !== null) capacity.assertFits(usage, [before]);
    await this.#deps.ensureDisks(id);
    const { record } = registry.get(id);
    try {
      const isolation = this.#deps.isolation();
      await this.#deps.nicChecks.assertStartable(registry.get(id));
      const networks = await this.#deps.hostSide.prepare(id, record.nics);
      this.#deps.hostSide.assertNamed(record.nics);
      const spec: LaunchSpec = { ...this.#launchSpec(record, isolation), ...networks };
      registry.setRun(id, {
        kind: 'launching',
        bootId: spec.bootId,
        since: new Date().toISOString(),
        isolation,
      });
      await this.#launch(spec, isolation);
      void this.#deps.activity.add({
        kind: 'machine.start-requested',
        severity: 'info',
        actor: options.actor,
        machine: record,
        message: 'Started.',
      });
    } catch (thrown) {
      throw await this.#noteFailure(record, thrown, options.actor);
    }
  }

  async #launch(spec: LaunchSpec, isolation: Isolation): Promise<void> {
    const { supervisor, monitorPath, registry } = this.#deps;
    const before = registry.get(spec.machineId).record.lastExit;
    try {
      const client = await launchMonitor({ spec, nodePath: process.execPath, monitorPath });
      await supervisor.watch(spec.machineId, client, isolation);
    } catch (cause) {
      if (!(await mayHaveRun(spec, cause))) throw cause;
      // It may have come up late, or ended so soon that only its record is left.
      const found = await supervisor.recover(spec.machineId);
      if (found === 'adopted') return;
      const { lastExit } = registry.get(spec.machineId).record;
      if (found === 'ended' && lastExit !== null && lastExit !== before) {
        throw new UmlautError('LAUNCH_FAILED', lastExit.message, { cause });
      }
      throw cause;
    }
  }

  /** A failure that is no question to the caller becomes the machine's last exit, unless its record is there. */
  async #noteFailure(record: MachineRecord, thrown: unknown, actor: string): Promise<UmlautError> {
    const { registry, activity } = this.#deps;
    const error = toUmlautError(thrown);
    const isRecorded =
      error.code === 'LAUNCH_FAILED' && isUmlautError(thrown) && registry.find(record.id)?.run === null;
    if (!isRecorded) {
      registry.setRun(record.id, null, { lastExit: failedToStart(error.message, error.hint, new Date()) });
      await activity.add({
        kind: 'machine.failed-to-start',
        severity: 'error',
        actor,
        machine: record,
        message: error.message,
        details: { code: error.code },
      });
    }
    return error;
  }

  #launchSpec(record: MachineRecord, isolation: Isolation): LaunchSpec {
    const paths = machinePaths(this.#deps.home, record.id);
    return {
      machineId: record.id,
      bootId: newBootId(),
      machineDir: paths.machineDir,
      runtimeDir: runtimePaths(this.#deps.runtimeRoot, record.id).runtimeDir,
      kernelPath: this.#deps.kernelPath(record),
      memoryMiB: record.memoryMiB,
      hostname: record.name,
      consoles: consolesOf({ record, run: null }),
      hostLines: record.lines.filter(({ channel }) => channel.kind !== 'browser'),
      disks: launchDisks(record.disks, { paths, imagePath: this.#deps.imagePath }),
      diskSlots: diskSlots(paths),
      shareDir: paths.shareDir,
      ...(record.root === 'directory' ? { rootDir: paths.rootDir } : {}),
      kernelArguments: [],
      isolation: isolation.kind,
      runAs: this.#deps.account,
      consoleLogLimitBytes: record.consoleLogMiB * MIB,
    };
  }
}

/** A monitor that refused to start has left no record: the one that is there tells of an earlier run. */
async function mayHaveRun(spec: LaunchSpec, cause: unknown): Promise<boolean> {
  if (isUmlautError(cause) && cause.code === 'MACHINE_RUNNING') return true;
  return (await readRunRecord(spec.machineDir))?.bootId === spec.bootId;
}

/** A start of what runs is no error, unless the caller would wait for something that does not come. */
function assertStarted(run: MachineRun): void {
  if (run.kind === 'launching') return;
  if (run.status.phase === 'paused') {
    throw new UmlautError('MACHINE_PAUSED', 'The machine is paused.', { hint: 'Resume it instead.' });
  }
  if (run.status.phase === 'stopping') {
    throw new UmlautError('MACHINE_BUSY', 'The machine is shutting down.', {
      hint: 'Start it again once it has stopped.',
    });
  }
}
