import { describe, expect, it } from 'vitest';
import { goesThroughQueue, useStuckQueues } from './stuck-queues.ts';

describe('goesThroughQueue', () => {
  it('is not so of what the kernel does at once', () => {
    expect(
      ['help', 'sysrq m', 'stack 1', 'log x', 'go'].map((line) => goesThroughQueue(line, 'live')),
    ).toEqual([false, false, false, false, false]);
  });

  it('is so of the rest, and of everything that first stops the guest', () => {
    expect(['version', 'proc stat', 'stop'].map((line) => goesThroughQueue(line, 'live'))).toEqual([
      true,
      true,
      true,
    ]);
    expect(goesThroughQueue('stack 1', 'lossless')).toBe(true);
  });
});

describe('the stuck queues', () => {
  it('are known by run, until an answer comes', () => {
    const { setStuck } = useStuckQueues.getState();
    setStuck('m-aaaaaaaaaa/1', true);
    expect([...useStuckQueues.getState().runs]).toEqual(['m-aaaaaaaaaa/1']);
    setStuck('m-aaaaaaaaaa/1', false);
    expect(useStuckQueues.getState().runs.size).toBe(0);
  });
});
