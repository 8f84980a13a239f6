import { Worker } from 'node:worker_threads';
import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type { DiskJob, DiskJobKind, DiskJobResult, DiskThreadMessage, DiskThreadOrder } from './disk-job.ts';
import type { DiskProgress } from './job-control.ts';

const HEAP_MIB = 128;

export interface DiskRunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: DiskProgress) => void;
}

/** A thread that does one job on disks after the other. An idle one does not keep the process alive. */
export class HiredThread implements AsyncDisposable {
  readonly #worker: Worker;
  #settle: ((outcome: () => DiskJobResult<DiskJobKind>) => void) | null = null;
  #onProgress: DiskRunOptions['onProgress'];
  #cancel: (() => void) | null = null;
  #isGone = false;

  constructor(path: string) {
    this.#worker = new Worker(path, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
    this.#worker.on('message', (message: DiskThreadMessage) => this.#hear(message));
    this.#worker.on('error', (cause) => {
      this.#leave(
        new UmlautError('INTERNAL', `The thread that works on the disk failed: ${String(cause)}`, { cause }),
      );
    });
    this.#worker.on('exit', (code) => {
      this.#leave(new UmlautError('CANCELLED', `The work on the disk was ended (${code}).`));
    });
  }

  /** It failed, or was ended: it takes no more jobs. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** One at a time. By its end the descriptors of a job are closed, and its locks gone. */
  async run(job: DiskJob, { signal, onProgress }: DiskRunOptions): Promise<DiskJobResult<DiskJobKind>> {
    const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const flag = new Int32Array(cancelled);
    const cancel = (): void => void Atomics.store(flag, 0, 1);
    const { promise, resolve } = Promise.withResolvers<() => DiskJobResult<DiskJobKind>>();
    this.#settle = resolve;
    this.#onProgress = onProgress;
    this.#cancel = cancel;
    signal?.addEventListener('abort', cancel, { once: true });
    this.#worker.ref();
    try {
      this.#worker.postMessage({ job, cancelled } satisfies DiskThreadOrder);
      return (await promise)();
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#settle = null;
      this.#onProgress = undefined;
      this.#cancel = null;
      this.#worker.unref();
    }
  }

  /** Of the job that it does, if any: it cleans up and fails. */
  cancel(): void {
    this.#cancel?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }

  #hear(message: DiskThreadMessage): void {
    if (message.type === 'progress') this.#onProgress?.(message.progress);
    else if (message.type === 'done') this.#settle?.(() => message.result);
    else this.#settle?.(() => thrown(fromWireError(message.error)));
  }

  #leave(error: UmlautError): void {
    this.#isGone = true;
    this.#settle?.(() => thrown(error));
  }
}

function thrown(error: UmlautError): never {
  throw error;
}
