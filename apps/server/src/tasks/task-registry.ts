import { toWireError, UmlautError } from '@umlaut/contracts/errors';
import type { MachineId, Task, TaskId } from '@umlaut/contracts/model';
import type { Logger } from 'pino';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import type { EventStream } from '../events/event-stream.ts';
import { newTaskId } from '../identifiers.ts';

/** Finished tasks that are still listed. */
const KEPT_FINISHED = 100;
/** Progress of one task is told at most this often; less often when it has many results to repeat. */
const PROGRESS_INTERVAL_MS = 100;
const INTERVAL_PER_ITEM_MS = 2;

export interface TaskSpec {
  kind: Task['kind'];
  title: string;
  machineIds?: readonly MachineId[];
  step: string;
  cancellable: boolean;
}

/** What the work of a task may do with its task. */
export interface TaskHandle {
  readonly id: TaskId;
  readonly signal: AbortSignal;
  /** @param fraction 0 to 1, or null when it cannot be known. */
  progress(fraction: number | null, step?: string): void;
  addItem(item: Task['items'][number]): void;
}

export interface RunningTask<T> {
  readonly id: TaskId;
  /** Settles as the work does; a cancelled one rejects with CANCELLED. Failures are in the task as well. */
  readonly done: Promise<T>;
}

interface Entry {
  task: Task;
  readonly controller: AbortController;
  timer: NodeJS.Timeout | undefined;
}

/** Tasks of this run of the server; they live in memory, because their work does not outlive it either. */
export class TaskRegistry {
  readonly #events: EventStream;
  readonly #log: Logger;
  readonly #entries = new Map<TaskId, Entry>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(events: EventStream, log: Logger) {
    this.#events = events;
    this.#log = log;
  }

  list(): Task[] {
    return Array.from(this.#entries.values(), (entry) => entry.task).reverse();
  }

  get(id: TaskId): Task {
    return this.#find(id).task;
  }

  /** Starts the work now. A rejection of `done` that nobody awaits is no crash: the task tells it. */
  start<T>(spec: TaskSpec, work: (handle: TaskHandle) => Promise<T>): RunningTask<T> {
    const entry = this.#add(spec);
    const { id } = entry.task;
    const handle: TaskHandle = {
      id,
      signal: entry.controller.signal,
      progress: (fraction, step) => {
        this.#update(entry, { progress: fraction, ...(step === undefined ? {} : { step }) });
      },
      addItem: (item) => this.#update(entry, { items: [...entry.task.items, item] }),
    };
    const done = work(handle).then(
      (value) => {
        this.#finish(entry, itemFailure(entry.task));
        return value;
      },
      (cause: unknown) => {
        const error = entry.controller.signal.aborted
          ? new UmlautError('CANCELLED', `"${spec.title}" was cancelled.`, { cause })
          : toUmlautError(cause);
        logUnforeseen(this.#log, error, { task: spec.title });
        this.#finish(entry, error);
        throw error;
      },
    );
    const settled = done.catch(() => {}).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return { id, done };
  }

  /** @throws TASK_NOT_FOUND, TASK_FINISHED. */
  cancel(id: TaskId): Task {
    const entry = this.#find(id);
    if (entry.task.state !== 'running') {
      throw new UmlautError('TASK_FINISHED', `"${entry.task.title}" has ended already.`);
    }
    if (!entry.task.cancellable) {
      throw new UmlautError('INVALID_INPUT', `"${entry.task.title}" cannot be cancelled.`, { field: 'id' });
    }
    entry.controller.abort();
    this.#update(entry, { step: 'Cancelling', cancellable: false });
    return entry.task;
  }

  /** The server is going: asks all work to end and waits for it, but not for ever. */
  async endAll(graceMs: number): Promise<void> {
    for (const { controller } of this.#entries.values()) controller.abort();
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([Promise.allSettled(this.#running), patience]);
    clearTimeout(timer);
    for (const entry of this.#entries.values()) clearTimeout(entry.timer);
  }

  #add(spec: TaskSpec): Entry {
    const task: Task = {
      id: newTaskId(),
      kind: spec.kind,
      title: spec.title,
      machineIds: [...(spec.machineIds ?? [])],
      state: 'running',
      progress: null,
      step: spec.step,
      cancellable: spec.cancellable,
      startedAt: new Date().toISOString(),
      endedAt: null,
      error: null,
      items: [],
    };
    const entry: Entry = { task, controller: new AbortController(), timer: undefined };
    this.#entries.set(task.id, entry);
    this.#publish(entry);
    return entry;
  }

  #find(id: TaskId): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) {
      throw new UmlautError('TASK_NOT_FOUND', `There is no task ${id}.`, {
        field: 'id',
        hint: 'Tasks are forgotten when the server restarts, and old ones when many have ended.',
      });
    }
    return entry;
  }

  #update(entry: Entry, patch: Partial<Task>): void {
    if (entry.task.state !== 'running') return;
    entry.task = { ...entry.task, ...patch };
    const interval = PROGRESS_INTERVAL_MS + entry.task.items.length * INTERVAL_PER_ITEM_MS;
    entry.timer ??= setTimeout(() => this.#publish(entry), interval);
  }

  #finish(entry: Entry, error: UmlautError | null): void {
    const state = error === null ? 'succeeded' : error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    entry.task = {
      ...entry.task,
      state,
      cancellable: false,
      progress: state === 'succeeded' ? 1 : entry.task.progress,
      step: state === 'succeeded' ? 'Done' : entry.task.step,
      endedAt: new Date().toISOString(),
      error: error === null ? null : toWireError(error),
    };
    this.#publish(entry);
    this.#forgetOld();
  }

  #publish(entry: Entry): void {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    this.#events.publish({ type: 'task.changed', task: entry.task });
  }

  #forgetOld(): void {
    const finished = [...this.#entries.values()].filter((entry) => entry.task.state !== 'running');
    for (const entry of finished.slice(0, Math.max(0, finished.length - KEPT_FINISHED))) {
      this.#entries.delete(entry.task.id);
    }
  }
}

/** A task over several machines has failed when one of them has; each item says how. */
function itemFailure(task: Task): UmlautError | null {
  const failed = task.items.filter((item) => !item.ok);
  const first = failed[0]?.error;
  if (first === undefined || first === null) return null;
  return new UmlautError(first.code, `${failed.length} of ${task.items.length} failed: ${first.message}`);
}
