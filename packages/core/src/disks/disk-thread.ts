import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { isUmlautError, toWireError, type WireError } from '@umlaut/contracts/errors';
import type { DiskThreadMessage, DiskThreadOrder } from './disk-job.ts';
import { runJob } from './run-job.ts';

/** Whoever waits for an answer of the server comes first. */
const NICE = 10;

// 0 is the calling thread alone, for nice values are the threads' own on Linux; setpriority(2).
setPriority(0, NICE);

function say(message: DiskThreadMessage): void {
  parentPort?.postMessage(message);
}

function plain(error: unknown): WireError {
  // Only what JSON has can be cloned for sure.
  if (isUmlautError(error)) return JSON.parse(JSON.stringify(toWireError(error))) as WireError;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'INTERNAL', message: `The work on the disk failed: ${text}` };
}

/** The entry of a DiskWorker's thread: it does what it is sent, one after the other, until it is ended. */
async function work({ job, cancelled }: DiskThreadOrder): Promise<void> {
  const flag = new Int32Array(cancelled);
  try {
    const result = await runJob(job, {
      onProgress: (progress) => say({ type: 'progress', progress }),
      isCancelled: () => Atomics.load(flag, 0) !== 0,
    });
    say({ type: 'done', result });
  } catch (error) {
    say({ type: 'failed', error: plain(error) });
  }
}

parentPort?.on('message', (order: DiskThreadOrder) => void work(order));
