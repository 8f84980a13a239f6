import { UmlautError } from '@umlaut/contracts/errors';
import type {
  ConsoleFormat,
  ConsoleHistory,
  ConsoleName,
  ConsolePassage,
  ConsoleTimeline,
  KeptConsole,
  MachineId,
  TypedEntry,
} from '@umlaut/contracts/model';
import {
  clearHistory,
  describeHistory,
  exportHistory,
  historyTimeline,
  measureHistory,
  readPassage,
  readTyped,
} from '@umlaut/core/console';
import { presentTyped } from './present-typed.ts';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { consolesOf } from '../machines/run-facts.ts';

export interface ConsoleHistoriesDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  /** Folder of a console's log. */
  consoleDir: (id: MachineId, name: ConsoleName) => string;
}

export interface ConsoleTarget {
  id: MachineId;
  console: ConsoleName;
}

/**
 * What is kept of the consoles' output, and of what was typed into them, read from its files: whether the machine runs makes no difference. Of
 * a running one it may lack what the disk has refused so far.
 */
export class ConsoleHistories {
  readonly #deps: ConsoleHistoriesDeps;

  constructor(deps: ConsoleHistoriesDeps) {
    this.#deps = deps;
  }

  /** How much is kept of each console, in the order of their tabs. @throws MACHINE_NOT_FOUND */
  list(id: MachineId): KeptConsole[] {
    return consolesOf(this.#deps.registry.get(id)).map((name) => ({
      console: name,
      bytes: measureHistory(this.#deps.consoleDir(id, name)),
    }));
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND */
  describe(target: ConsoleTarget): ConsoleHistory {
    const dir = this.#dir(target);
    return { machineId: target.id, console: target.console, ...describeHistory(dir) };
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND */
  async timeline(target: ConsoleTarget): Promise<ConsoleTimeline> {
    return historyTimeline(this.#dir(target));
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND */
  passage({ from, maxBytes, ...target }: ConsoleTarget & { from: number; maxBytes: number }): ConsolePassage {
    const { offset, bytes, marks } = readPassage(this.#dir(target), { from, maxBytes });
    return { offset, bytes: bytes.toString('base64'), marks };
  }

  /** Who typed what, newest first. @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND */
  typed({ before, limit, ...target }: ConsoleTarget & TypedPage): {
    items: TypedEntry[];
    next: number | null;
  } {
    const { items, next } = readTyped(this.#dir(target), { before: before ?? null, limit });
    return { items: items.map(presentTyped), next };
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND */
  export({ format, from, to, ...target }: ConsoleTarget & ExportRange): ConsoleExport {
    const dir = this.#dir(target);
    const { name } = this.#deps.registry.get(target.id).record;
    const pieces = exportHistory(dir, {
      format,
      title: `${name} ${target.console}`,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    });
    return { machineName: name, pieces };
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND; MACHINE_BUSY while the machine is being started */
  clear(target: ConsoleTarget, actor: string): Promise<ConsoleHistory> {
    this.#dir(target);
    return this.#deps.queue.run(target.id, async () => {
      const entry = this.#deps.registry.get(target.id);
      await this.#clear(entry, target);
      void this.#deps.activity.add({
        kind: 'machine.console-cleared',
        severity: 'info',
        actor,
        machine: entry.record,
        message: `Cleared the history of ${target.console}.`,
        details: { console: target.console },
      });
      return this.describe(target);
    });
  }

  async #clear({ run }: MachineEntry, target: ConsoleTarget): Promise<void> {
    if (run === null) clearHistory(this.#dir(target));
    else if (run.kind === 'watched') {
      await run.client.command({ command: 'clear-console', console: target.console });
    } else {
      throw new UmlautError('MACHINE_BUSY', 'The machine is being started.', {
        hint: 'Try again in a moment.',
      });
    }
  }

  #dir({ id, console }: ConsoleTarget): string {
    const entry = this.#deps.registry.get(id);
    const consoles = consolesOf(entry);
    if (!consoles.includes(console)) {
      throw new UmlautError('CONSOLE_NOT_FOUND', `${entry.record.name} has no console ${console}.`, {
        field: 'console',
        hint: `It has ${consoles.join(', ')}.`,
      });
    }
    return this.#deps.consoleDir(id, console);
  }
}

export interface ConsoleExport {
  machineName: string;
  /** Of the file, in order. */
  pieces: AsyncIterable<Uint8Array>;
}

interface TypedPage {
  before?: number | undefined;
  limit: number;
}

interface ExportRange {
  format: ConsoleFormat;
  from?: number | undefined;
  to?: number | undefined;
}
