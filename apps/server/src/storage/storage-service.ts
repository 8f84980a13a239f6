import { toWireError, UmlautError } from '@umlaut/contracts/errors';
import type { ActStarted } from '@umlaut/contracts/http';
import type {
  DiskChangeMap,
  DiskReport,
  StorageAct,
  StorageConsequences,
  StorageTree,
  Task,
} from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import { findDisk } from '../disks/configured-disks.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import type { ActRequest, DiskRequest, StorageServiceDeps } from './act-request.ts';
import { consequencesOf, lossOf } from './act-consequences.ts';
import type { ActFacts } from './act-facts.ts';
import { refuseAct } from './refuse-act.ts';
import { refuseSize } from './refuse-size.ts';
import { deedsOf, type Deed } from './deeds.ts';

/** An act that ends within this time is answered as done. */
const AT_ONCE_MS = 1_000;

const KINDS: Readonly<Record<StorageAct, Task['kind']>> = {
  save: 'disk-save',
  merge: 'disk-merge',
  restamp: 'disk-mend',
  renew: 'disk-mend',
  repoint: 'disk-mend',
  reclaim: 'disk-reclaim',
  enlarge: 'disk-enlarge',
};

/** Images and disks of the whole host: what they are, and what can be done to them while no guest has them. */
export class StorageService {
  readonly #deps: StorageServiceDeps;

  constructor(deps: StorageServiceDeps) {
    this.#deps = deps;
  }

  tree(): Promise<StorageTree> {
    return this.#deps.survey.tree();
  }

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND, INVALID_INPUT */
  async verify(request: DiskRequest, signal?: AbortSignal): Promise<DiskReport> {
    const path = this.#cowPath(request);
    const { changedBytes, findings } = await this.#deps.worker.run('verify', { path }, watched(signal));
    const plain = findings.map(({ kind, severity, sentence }) => ({
      kind,
      severity,
      sentence: `${sentence}.`,
    }));
    return { changedBytes, findings: plain };
  }

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND, INVALID_INPUT, COW_INVALID */
  async changeMap(request: DiskRequest & { buckets: number }, signal?: AbortSignal): Promise<DiskChangeMap> {
    const path = this.#cowPath(request);
    return this.#deps.worker.run('change-map', { path, buckets: request.buckets }, watched(signal));
  }

  /** @throws MACHINE_NOT_FOUND, DISK_NOT_FOUND */
  async consequences(request: DiskRequest & { act: StorageAct }): Promise<StorageConsequences> {
    const facts = await this.#deps.facts.facts(request.act, request);
    const refusal = refuseAct(request.act, facts);
    return {
      refusal: refusal === null ? null : toWireError(refusal),
      consequences: consequencesOf(request.act, facts),
      lostBytes: lossOf(request.act, facts),
      candidates: [...facts.candidates],
    };
  }

  /**
   * Begins an act as a task, at its machine's turn: it is not started, cloned or deleted meanwhile.
   * @throws what the act is refused with; what it fails with, when that is at once
   */
  async act(request: ActRequest): Promise<ActStarted> {
    await this.#judged(request);
    const { queue, tasks, registry } = this.#deps;
    const { name } = registry.get(request.id).record;
    const deed = deedsOf(this.#deps)[request.act];
    const started = tasks.start(
      {
        kind: KINDS[request.act],
        title: deed.title(name),
        machineIds: [request.id],
        step: 'Waiting for the machine',
        cancellable: deed.cancellable,
      },
      (task) => queue.run(request.id, () => this.#perform(request, deed, task)),
    );
    return { taskId: started.id, summary: await atOnce(started.done) };
  }

  async #perform(request: ActRequest, deed: Deed, task: TaskHandle): Promise<string> {
    task.signal.throwIfAborted();
    // Much may have happened while it waited.
    const facts = await this.#judged(request);
    const summary = await deed.run(request, facts, task);
    void this.#deps.activity.add({
      kind: deed.activity,
      severity: deed.destroys ? 'warning' : 'success',
      actor: request.actor,
      machine: this.#deps.registry.get(request.id).record,
      message: summary,
    });
    this.#deps.registry.republish(request.id);
    return summary;
  }

  async #judged(request: ActRequest): Promise<ActFacts> {
    const facts = await this.#deps.facts.facts(request.act, request);
    const refusal = refuseAct(request.act, facts);
    if (refusal !== null) throw refusal;
    if (request.act === 'repoint' && !facts.candidates.some(({ id }) => id === request.imageId)) {
      throw new UmlautError('INVALID_INPUT', 'imageId: Not an image of the same size and SHA-256.', {
        field: 'imageId',
      });
    }
    const tooSmall = refuseSize(request, facts.disk);
    if (tooSmall !== null) throw tooSmall;
    return facts;
  }

  #cowPath({ id, number }: DiskRequest): string {
    const disk = findDisk(this.#deps.registry.get(id).record.disks, number);
    if (disk.kind === 'cow') return machinePaths(this.#deps.home, id).diskPath(number);
    throw new UmlautError('INVALID_INPUT', 'number: A disk of its own has no changes to look at.', {
      field: 'number',
    });
  }
}

async function atOnce(done: Promise<string>): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), AT_ONCE_MS);
  try {
    return await Promise.race([done, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function watched(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
