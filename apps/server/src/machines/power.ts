import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type { MachineId } from '@umlaut/contracts/model';
import type { MonitorCommand } from '@umlaut/contracts/monitor';
import { cleanUpRun, readRunRecord } from '@umlaut/core/machine';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { MachineEntry, MachineRegistry } from './machine-registry.ts';
import { toMachineState } from './machine-run.ts';
import type { RunSupervisor } from './run-supervisor.ts';

/** How long an answered command may take to show in the machine's state. */
const SETTLE_MS = 2_000;
/** `power-off` answers when every process is gone; the exit record follows at once. */
const GONE_MS = 15_000;

export interface PowerDeps {
  registry: MachineRegistry;
  supervisor: RunSupervisor;
  activity: ActivityLog;
  machineDir: (id: MachineId) => string;
}

/** Power buttons of running machines. Everything here must run in the machine's queue and is idempotent. */
export class Power {
  readonly #deps: PowerDeps;

  constructor(deps: PowerDeps) {
    this.#deps = deps;
  }

  /** Begins the ladder. @returns whether there was anything to shut down. */
  async shutdown(id: MachineId, actor: string): Promise<boolean> {
    const phase = this.#phase(id);
    if (phase === 'stopped') return false;
    if (phase !== 'stopping') {
      await this.#command(id, { command: 'shutdown' }, { actor, message: 'Shutdown asked for.' });
      await this.#settle(id, (after) => after === 'stopping' || after === 'stopped');
    }
    return true;
  }

  /** Ends every process of the machine, with its monitor's help or without. */
  async powerOff(id: MachineId, actor: string): Promise<void> {
    if (this.#phase(id) === 'stopped') return;
    try {
      await this.#command(id, { command: 'power-off' }, { actor, message: 'Powered off.' });
    } catch (error) {
      if (!isSilent(error)) throw error;
      await this.#endFromOutside(id);
    }
    await this.#deps.supervisor.waitUntil(id, ({ run }) => run === null, { timeoutMs: GONE_MS });
  }

  /** Begins a clean reboot. @throws MACHINE_NOT_RUNNING, MACHINE_PAUSED, MACHINE_BUSY */
  async reboot(id: MachineId, actor: string): Promise<void> {
    const phase = this.#phase(id);
    if (phase === 'rebooting') return;
    assertPhase(phase, ['running'], 'reboot');
    await this.#command(id, { command: 'reboot' }, { actor, message: 'Reboot asked for.' });
    await this.#settle(id, (after) => after !== 'running');
  }

  /** @throws MACHINE_NOT_RUNNING, MACHINE_BUSY */
  async pause(id: MachineId, actor: string): Promise<void> {
    const phase = this.#phase(id);
    if (phase === 'paused') return;
    assertPhase(phase, ['running'], 'pause');
    await this.#command(id, { command: 'pause' }, { actor, message: null });
    await this.#settle(id, (after) => after === 'paused');
  }

  /**
   * Also one that is called running: a signal of the host or somebody else's mconsole may hold it.
   * @throws MACHINE_NOT_RUNNING, MACHINE_BUSY, MCONSOLE_TIMEOUT
   */
  async resume(id: MachineId, actor: string): Promise<void> {
    assertPhase(this.#phase(id), ['paused', 'running'], 'resume');
    await this.#command(id, { command: 'resume' }, { actor, message: null });
    await this.#settle(id, (after) => after !== 'paused');
  }

  #phase(id: MachineId): ReturnType<typeof phaseOf> {
    return phaseOf(this.#deps.registry.get(id));
  }

  async #command(
    id: MachineId,
    command: MonitorCommand,
    note: { actor: string; message: string | null },
  ): Promise<void> {
    const { registry, supervisor, activity } = this.#deps;
    const { run, record } = registry.get(id);
    if (run?.kind !== 'watched') return;
    try {
      await run.client.command(command);
    } catch (error) {
      if (!isUmlautError(error) || error.code !== 'MONITOR_UNREACHABLE') throw error;
      // Perhaps the monitor is gone: then what was to be ended has ended.
      const found = await supervisor.recover(id);
      if (found === 'adopted' || !isEnding(command)) throw error;
    }
    if (note.message === null) return;
    void activity.add({
      kind: `machine.${command.command}-requested`,
      severity: 'info',
      actor: note.actor,
      machine: record,
      message: note.message,
    });
  }

  /** For a monitor that lives but does not answer: end it and everything of the run by pid. */
  async #endFromOutside(id: MachineId): Promise<void> {
    const machineDir = this.#deps.machineDir(id);
    const record = await readRunRecord(machineDir);
    if (record !== null) await cleanUpRun(machineDir, record);
    await this.#deps.supervisor.recover(id);
  }

  /** The answer should show what was done; when the news is late, the events bring it. */
  async #settle(id: MachineId, condition: (phase: ReturnType<typeof phaseOf>) => boolean): Promise<void> {
    try {
      await this.#deps.supervisor.waitUntil(id, (entry) => condition(phaseOf(entry)), {
        timeoutMs: SETTLE_MS,
      });
    } catch (error) {
      if (!isUmlautError(error) || error.code !== 'DEADLINE_EXCEEDED') throw error;
    }
  }
}

export function phaseOf({ run, record }: MachineEntry): ReturnType<typeof toMachineState>['phase'] {
  return toMachineState(run, record.lastExit).phase;
}

function isSilent(error: unknown): boolean {
  return isUmlautError(error) && (error.code === 'MONITOR_UNREACHABLE' || error.code === 'DEADLINE_EXCEEDED');
}

function isEnding({ command }: MonitorCommand): boolean {
  return command === 'power-off' || command === 'shutdown';
}

function assertPhase(phase: ReturnType<typeof phaseOf>, wanted: readonly string[], verb: string): void {
  if (wanted.includes(phase)) return;
  if (phase === 'stopped') {
    throw new UmlautError('MACHINE_NOT_RUNNING', `The machine is stopped: there is nothing to ${verb}.`, {
      hint: 'Start it first.',
    });
  }
  if (phase === 'paused') {
    throw new UmlautError('MACHINE_PAUSED', 'The machine is paused.', { hint: 'Resume it first.' });
  }
  throw new UmlautError('MACHINE_BUSY', `The machine is ${phase} and cannot ${verb} now.`, {
    hint: 'Try again in a moment.',
  });
}

/**
 * Whether the guest can be given devices now, or have them taken.
 * @param what "a disk"
 * @throws MACHINE_PAUSED, MACHINE_BUSY
 */
export function assertTakesDevices(entry: MachineEntry, what: string): void {
  const phase = phaseOf(entry);
  if (phase === 'running') return;
  if (phase === 'paused') {
    throw new UmlautError(
      'MACHINE_PAUSED',
      `The machine is paused: its kernel cannot take or give ${what}.`,
      {
        hint: 'Resume it first.',
      },
    );
  }
  throw new UmlautError('MACHINE_BUSY', 'The machine is just starting or stopping.', {
    hint: 'Try again in a moment.',
  });
}
