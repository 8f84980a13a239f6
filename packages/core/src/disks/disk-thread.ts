import { parentPort, workerData } from 'node:worker_threads';
import { isUmlautError } from '@umlaut/contracts/errors';
import type { DiskThreadData, DiskThreadMessage, PlainError } from './disk-job.ts';
import { runJob } from './run-job.ts';

/** The entry of a DiskWorker's thread: one job, then it ends. */
const { job, cancelled } = workerData as DiskThreadData;
const flag = new Int32Array(cancelled);

function say(message: DiskThreadMessage): void {
  parentPort?.postMessage(message);
}

function plain(error: unknown): PlainError {
  if (isUmlautError(error)) {
    const { code, message, field, hint } = error;
    // Only what JSON has can be cloned for sure.
    const details = JSON.parse(JSON.stringify(error.details ?? {})) as Record<string, unknown>;
    return { code, message, field, hint, details };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'INTERNAL', message: `The work on the disk failed: ${text}` };
}

try {
  const result = await runJob(job, {
    onProgress: (progress) => say({ type: 'progress', progress }),
    isCancelled: () => Atomics.load(flag, 0) !== 0,
  });
  say({ type: 'done', result });
} catch (error) {
  say({ type: 'failed', error: plain(error) });
}
