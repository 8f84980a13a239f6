import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { expect, it } from 'vitest';

/** The policy of a thread is field 41 of its stat, proc_pid_stat(5); 3 is SCHED_BATCH. */
it('makes a batch thread of the one that asks', async () => {
  const code = `
    import { readFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    import { scheduleAsBatch } from ${JSON.stringify(new URL('schedule-as-batch.ts', import.meta.url).href)};
    scheduleAsBatch();
    parentPort.postMessage(readFileSync('/proc/thread-self/stat', 'utf8'));`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  const [stat] = (await once(worker, 'message')) as [string];
  await worker.terminate();
  const policy = (text: string): string | undefined => text.slice(text.lastIndexOf(')')).split(' ')[39];
  expect(policy(stat)).toBe('3');
  expect(policy(readFileSync('/proc/thread-self/stat', 'utf8'))).toBe('0');
});
