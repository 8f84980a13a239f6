import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { DiskJob, DiskJobKind, DiskJobOptions, DiskJobResult } from './disk-job.ts';
import { HiredThread, type DiskRunOptions } from './hired-thread.ts';

/** Jobs at a time; more would only make each other wait for the disk. */
const MAX_THREADS = 4;
/** A thread takes longer to start than most jobs do: one stays this long, for those that come together. */
const IDLE_MS = 60_000;
/** A job that reads its bitmap, or syncs, looks up only afterwards. */
const CLOSE_GRACE_MS = 2_000;

/** Runs work on disks in threads of its own, so that this one's event loop never waits for a disk. */
export class DiskWorker implements AsyncDisposable {
  readonly #busy = new Map<HiredThread, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  readonly #threadPath: string;
  #idle: HiredThread | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #taken = 0;
  #closed = false;

  /** @param threadPath built from `disk-thread.ts`; default: beside a bundled application, else the source */
  constructor(threadPath = findThread()) {
    this.#threadPath = threadPath;
  }

  /**
   * Runs a job to its end. A cancelled one rejects when it has cleaned up; a merge in place cannot be cancelled
   * once it writes.
   * @throws CANCELLED and what the operation of this kind throws
   */
  async run<Kind extends DiskJobKind>(
    kind: Kind,
    options: DiskJobOptions<Kind>,
    watched: DiskRunOptions = {},
  ): Promise<DiskJobResult<Kind>> {
    await this.#takeTurn(watched.signal);
    try {
      this.#requireOpen(watched.signal);
      const job = { kind, options } as DiskJob;
      return (await this.#runInThread(job, watched)) as DiskJobResult<Kind>;
    } finally {
      this.#taken--;
      this.#waiting.shift()?.();
    }
  }

  /** Cancels all jobs, waits a little for them to clean up, and ends those that do not. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    const jobs = [...this.#busy.values()];
    const threads = [...this.#busy.keys()];
    for (const thread of threads) thread.cancel();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, CLOSE_GRACE_MS);
    await Promise.race([Promise.allSettled(jobs), grace.promise]);
    clearTimeout(timer);
    await Promise.all([...threads.map((thread) => thread[Symbol.asyncDispose]()), this.#dismissIdle()]);
  }

  async #takeTurn(signal: AbortSignal | undefined): Promise<void> {
    while (this.#taken >= MAX_THREADS && !this.#closed) {
      if (signal?.aborted === true) break;
      const { promise, resolve } = Promise.withResolvers<void>();
      const leave = (): void => {
        const place = this.#waiting.indexOf(resolve);
        if (place !== -1) this.#waiting.splice(place, 1);
        resolve();
      };
      this.#waiting.push(resolve);
      signal?.addEventListener('abort', leave, { once: true });
      await promise;
      signal?.removeEventListener('abort', leave);
    }
    // Also of one that was cancelled meanwhile: it gives the turn back at once, and so wakes the next.
    this.#taken++;
  }

  #requireOpen(signal: AbortSignal | undefined): void {
    if (this.#closed || signal?.aborted === true) {
      throw new UmlautError('CANCELLED', 'The work on the disk was cancelled.');
    }
  }

  async #runInThread(job: DiskJob, watched: DiskRunOptions): Promise<DiskJobResult<DiskJobKind>> {
    const thread = this.#hire();
    const work = thread.run(job, watched);
    this.#busy.set(thread, work);
    try {
      return await work;
    } finally {
      this.#busy.delete(thread);
      await this.#keep(thread);
    }
  }

  #hire(): HiredThread {
    const idle = this.#idle;
    clearTimeout(this.#idleTimer);
    this.#idle = null;
    return idle === null || idle.isGone ? new HiredThread(this.#threadPath) : idle;
  }

  async #keep(thread: HiredThread): Promise<void> {
    if (this.#closed || thread.isGone || this.#idle !== null) {
      await thread[Symbol.asyncDispose]();
      return;
    }
    this.#idle = thread;
    this.#idleTimer = setTimeout(() => void this.#dismissIdle(), IDLE_MS).unref();
  }

  async #dismissIdle(): Promise<void> {
    clearTimeout(this.#idleTimer);
    const idle = this.#idle;
    this.#idle = null;
    await idle?.[Symbol.asyncDispose]();
  }
}

function findThread(): string {
  const bundled = join(import.meta.dirname, 'disk-thread.js');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'disk-thread.ts');
}
