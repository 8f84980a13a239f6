import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { isUmlautError, toWireError, type WireError } from '@umlaut/contracts/errors';
import type { DiskThreadData, DiskThreadMessage } from './disk-job.ts';
import { runJob } from './run-job.ts';

/** Whoever waits for an answer of the server comes first. */
const NICE = 10;

// 0 is the calling thread alone, for nice values are the threads' own on Linux; setpriority(2).
setPriority(0, NICE);

/** The entry of a DiskWorker's thread: one job, then it ends. */
const { job, cancelled } = workerData as DiskThreadData;
const flag = new Int32Array(cancelled);

function say(message: DiskThreadMessage): void {
  parentPort?.postMessage(message);
}

function plain(error: unknown): WireError {
  // Only what JSON has can be cloned for sure.
  if (isUmlautError(error)) return JSON.parse(JSON.stringify(toWireError(error))) as WireError;
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
