import { UmlautError } from '@umlaut/contracts/errors';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QueueWatch } from './queue-watch.ts';

const ANSWER: BatchAnswer = { ok: true, errno: 0, bytes: '', truncated: false };
const NONE: BatchAnswer = { unanswered: { code: 'MCONSOLE_TIMEOUT', message: 'no' } };

/** To "help" and to "version". */
let answers: () => Promise<[BatchAnswer, BatchAnswer]>;
let asked: number;
let watch: QueueWatch;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  answers = () => Promise.resolve([ANSWER, ANSWER]);
  watch = new QueueWatch(async ([line], timeoutMs) => {
    asked++;
    const [help, version] = await answers();
    const answer = line === 'help' ? help : version;
    if (answer === NONE) await new Promise((resolve) => setTimeout(resolve, timeoutMs));
    return [answer];
  });
});
afterEach(() => void vi.useRealTimers());

async function after<T>(ms: number, work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms);
  return work;
}

describe('QueueWatch', () => {
  it('lets questions through while they are answered', async () => {
    expect(await watch.isOpen()).toBe(true);
    expect([asked, watch.known.state]).toEqual([0, 'answering']);
  });

  it('gives a slow guest time before it is called stuck, and says since when', async () => {
    const start = Date.now();
    answers = () => Promise.resolve([ANSWER, NONE]);
    expect(await after(3000, watch.probe(performance.now()))).toMatchObject({ state: 'answering' });
    expect(await after(3000, watch.isOpen())).toBe(false);
    expect(watch.known).toMatchObject({ state: 'stuck', since: new Date(start).toISOString() });
  });

  it('counts the time of the question that got no answer', async () => {
    answers = () => Promise.resolve([NONE, NONE]);
    const since = performance.now() - 5000;
    expect(await after(3000, watch.probe(since))).toMatchObject({ state: 'silent' });
  });

  it('probes a stuck kernel less and less often, and is open again after an answer', async () => {
    answers = () => Promise.resolve([ANSWER, NONE]);
    await after(3000, watch.probe(performance.now() - 5000));
    const before = asked;
    for (let seconds = 0; seconds < 60; seconds++) {
      void watch.isOpen();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked - before).toBeLessThan(14);
    answers = () => Promise.resolve([ANSWER, ANSWER]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await watch.isOpen()).toBe(true);
    expect(watch.known).toMatchObject({ state: 'answering', since: expect.any(String) });
  });

  it('believes at once what a monitor says of a machine that is paused or has ended', async () => {
    answers = () => Promise.reject(new UmlautError('MACHINE_PAUSED', 'paused'));
    expect(await watch.probe(performance.now())).toMatchObject({ state: 'paused' });
  });

  it('learns nothing about the kernel from a monitor that cannot be reached', async () => {
    answers = () => Promise.reject(new UmlautError('MONITOR_UNREACHABLE', 'gone'));
    expect(await watch.probe(performance.now() - 60_000)).toMatchObject({ state: 'answering' });
  });
});
