import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentRecord, IncidentSummary } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { INCIDENT_FILE, MAX_INCIDENTS, machineFiles } from '@umlaut/core/machine';
import { replaceFile } from './replace-file.ts';

/** Keeps the newest incidents of one machine, over all its runs. */
export class IncidentStore {
  readonly #dir: string;
  readonly #bootId: LaunchSpec['bootId'];

  constructor({ machineDir, bootId }: Pick<LaunchSpec, 'machineDir' | 'bootId'>) {
    this.#dir = machineFiles(machineDir).incidentsDir;
    this.#bootId = bootId;
  }

  /** Null, with a word in monitor.log, when it cannot be written: a full disk must not end a machine. */
  keep(found: Omit<IncidentRecord, 'id' | 'bootId'>): IncidentSummary | null {
    const { at, kind, title } = found;
    try {
      const ids = this.#ids();
      const summary: IncidentSummary = { id: (ids.at(-1) ?? 0) + 1, at, bootId: this.#bootId, kind, title };
      const record: IncidentRecord = { ...found, ...summary };
      for (const id of ids.slice(0, Math.max(0, ids.length - MAX_INCIDENTS + 1))) rmSync(this.#path(id));
      replaceFile(this.#path(summary.id), JSON.stringify(record));
      return summary;
    } catch (error) {
      process.stderr.write(`The incident "${title}" cannot be recorded: ${String(error)}\n`);
      return null;
    }
  }

  /** Oldest first. */
  #ids(): number[] {
    return readdirSync(this.#dir)
      .flatMap((name) => INCIDENT_FILE.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b);
  }

  #path(id: number): string {
    return join(this.#dir, `${id}.json`);
  }
}
