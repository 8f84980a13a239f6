import type { ActivityEntry, IncidentKind, IncidentSummary, MachineId } from '@umlaut/contracts/model';
import { machineId } from '@umlaut/contracts/model';
import { listIncidents } from '@umlaut/core/machine';
import type { Logger } from 'pino';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { Database } from '../database/connection.ts';
import { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { mapConcurrently } from '../machines/map-concurrently.ts';

/** Folders that are read at a time when the server starts. */
const CONCURRENCY = 16;
const CLOSE_GRACE_MS = 1_000;

/** What passes by itself, or may. */
const MILD: readonly IncidentKind[] = ['warning', 'hung-task'];

export interface IncidentReporterDeps {
  db: Database;
  registry: MachineRegistry;
  activity: ActivityLog;
  machineDir: (id: MachineId) => string;
  log: Logger;
}

/**
 * Brings each incident that a monitor recorded into the machine's activity, exactly once, also those of a time
 * when no server ran: a mark in the database says up to which one the activity has them.
 */
export class IncidentReporter {
  readonly #deps: IncidentReporterDeps;
  readonly #marks: Map<MachineId, number>;
  readonly #known = new Map<MachineId, readonly IncidentSummary[]>();
  readonly #queue = new KeyQueue<MachineId>();
  readonly #leave: () => void;
  #isClosed = false;

  private constructor(deps: IncidentReporterDeps, marks: Map<MachineId, number>) {
    this.#deps = deps;
    this.#marks = marks;
    this.#leave = deps.registry.onChanged((id) => this.#onChanged(id));
  }

  /** What happened while no server ran is told soon after. */
  static async start(deps: IncidentReporterDeps): Promise<IncidentReporter> {
    const rows = await deps.db.selectFrom('incident_marks').selectAll().execute();
    const marks = new Map(rows.map((row) => [machineId.parse(row.machine_id), row.incident_id]));
    const reporter = new IncidentReporter(deps, marks);
    const ids = deps.registry.entries().map(({ record }) => record.id);
    void mapConcurrently(ids, CONCURRENCY, (id) => reporter.#check(id));
    return reporter;
  }

  /** Of one machine, newest first, as far as they were read. */
  known(id: MachineId): readonly IncidentSummary[] {
    return this.#known.get(id) ?? [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#leave();
    await this.#queue.idle(CLOSE_GRACE_MS);
  }

  #onChanged(id: MachineId): void {
    const entry = this.#deps.registry.find(id);
    if (entry === null) {
      this.#marks.delete(id);
      this.#known.delete(id);
    } else if (this.#hasNews(entry)) {
      void this.#check(id);
    }
  }

  /** A panic is recorded when its run ends: the monitor's last word need not have arrived. */
  #hasNews({ record: { id, lastExit }, run }: MachineEntry): boolean {
    if (run === null) return lastExit !== null;
    const newest = run.kind === 'watched' ? (run.status.lastIncident?.id ?? 0) : 0;
    return newest > (this.#marks.get(id) ?? 0);
  }

  /** Never rejects. */
  async #check(id: MachineId): Promise<void> {
    try {
      await this.#queue.run(id, () => this.#report(id));
    } catch (error) {
      this.#deps.log.warn({ err: error, machine: id }, 'the incidents of a machine could not be told');
    }
  }

  async #report(id: MachineId): Promise<void> {
    const { registry, machineDir } = this.#deps;
    const found = await listIncidents(machineDir(id));
    const entry = registry.find(id);
    if (entry === null || this.#isClosed) return;
    this.#known.set(id, found);
    const mark = this.#marks.get(id) ?? 0;
    for (const incident of found.filter((one) => one.id > mark).toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- in the order in which they happened
      await this.#tell(entry, incident);
    }
  }

  async #tell({ record }: MachineEntry, { id, at, kind, title }: IncidentSummary): Promise<void> {
    const entry = {
      kind: 'machine.incident',
      severity: severityOf(kind),
      actor: 'system',
      machine: record,
      message: title,
      details: { incidentId: id, incidentKind: kind, at },
    };
    await this.#deps.activity.add(entry, async (db) => {
      await db
        .insertInto('incident_marks')
        .values({ machine_id: record.id, incident_id: id })
        .onConflict((conflict) => conflict.column('machine_id').doUpdateSet({ incident_id: id }))
        .execute();
    });
    this.#marks.set(record.id, id);
  }
}

function severityOf(kind: IncidentKind): ActivityEntry['severity'] {
  return MILD.includes(kind) ? 'warning' : 'error';
}
