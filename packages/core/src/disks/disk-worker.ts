import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type {
  DiskJob,
  DiskJobKind,
  DiskJobOptions,
  DiskJobResult,
  DiskThreadData,
  DiskThreadMessage,
} from './disk-job.ts';
import type { DiskProgress } from './job-control.ts';

/** Jobs at a time; more would only make each other wait for the disk. */
const MAX_THREADS = 4;
/** A job that reads its bitmap, or syncs, looks up only afterwards. */
const CLOSE_GRACE_MS = 2_000;
const HEAP_MIB = 128;

export interface DiskRunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: DiskProgress) => void;
}

interface Running {
  worker: Worker;
  cancel: () => void;
  ended: Promise<void>;
}

/** Runs work on disks in threads of its own, so that this one's event loop never waits for a disk. */
export class DiskWorker implements AsyncDisposable {
  readonly #running = new Set<Running>();
  readonly #waiting: (() => void)[] = [];
  readonly #threadPath: string;
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
      return (await this.#runThread(job, watched)) as DiskJobResult<Kind>;
    } finally {
      this.#taken--;
      this.#waiting.shift()?.();
    }
  }

  /** Cancels all jobs, waits a little for them to clean up, and ends those that do not. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    const jobs = [...this.#running];
    for (const { cancel } of jobs) cancel();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, CLOSE_GRACE_MS);
    await Promise.race([Promise.all(jobs.map(({ ended }) => ended)), grace.promise]);
    clearTimeout(timer);
    await Promise.all(jobs.map(({ worker }) => worker.terminate()));
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

  async #runThread(
    job: DiskJob,
    { signal, onProgress }: DiskRunOptions,
  ): Promise<DiskJobResult<DiskJobKind>> {
    const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const flag = new Int32Array(cancelled);
    const cancel = (): void => void Atomics.store(flag, 0, 1);
    const data: DiskThreadData = { job, cancelled };
    const worker = new Worker(this.#threadPath, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    });
    const ended = Promise.withResolvers<void>();
    const running: Running = { worker, cancel, ended: ended.promise };
    this.#running.add(running);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await resultOf(worker, onProgress);
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#running.delete(running);
      ended.resolve();
    }
  }
}

function resultOf(
  worker: Worker,
  onProgress: DiskRunOptions['onProgress'],
): Promise<DiskJobResult<DiskJobKind>> {
  const { promise, resolve, reject } = Promise.withResolvers<DiskJobResult<DiskJobKind>>();
  // Settled by what came before when it exits: a promise settles once.
  let said: DiskThreadMessage | undefined;
  worker.on('message', (message: DiskThreadMessage) => {
    if (message.type === 'progress') onProgress?.(message.progress);
    else said = message;
  });
  worker.on('error', (cause) => {
    reject(
      new UmlautError('INTERNAL', `The thread that works on the disk failed: ${String(cause)}`, { cause }),
    );
  });
  // Only now are its descriptors closed and its locks gone.
  worker.on('exit', (code) => {
    if (said?.type === 'done') resolve(said.result);
    else if (said?.type === 'failed') reject(fromWireError(said.error));
    else reject(new UmlautError('CANCELLED', `The work on the disk was ended (${code}).`));
  });
  return promise;
}

function findThread(): string {
  const bundled = join(import.meta.dirname, 'disk-thread.js');
  return existsSync(bundled) ? bundled : join(import.meta.dirname, 'disk-thread.ts');
}
