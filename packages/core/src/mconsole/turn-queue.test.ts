import { describe, expect, it } from 'vitest';
import { TurnQueue } from './turn-queue.ts';

const never = new AbortController().signal;

describe('TurnQueue', () => {
  it('gives turns in the order of asking, one at a time', async () => {
    const queue = new TurnQueue();
    const order: number[] = [];
    let inside = 0;
    await Promise.all(
      [1, 2, 3, 4].map(async (n) => {
        const giveBack = await queue.take(never);
        expect(++inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(n);
        inside--;
        giveBack();
      }),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('passes over one that gave up waiting', async () => {
    const queue = new TurnQueue();
    const giveBack = await queue.take(never);
    const impatient = new AbortController();
    const second = queue.take(impatient.signal);
    const third = queue.take(never);
    impatient.abort(new Error('too long'));
    await expect(second).rejects.toThrow('too long');
    giveBack();
    (await third)();
    (await queue.take(never))();
  });

  it('refuses one that has given up before', async () => {
    await expect(new TurnQueue().take(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  it('refuses all that wait, and works on', async () => {
    const queue = new TurnQueue();
    const giveBack = await queue.take(never);
    const waiting = [queue.take(never), queue.take(never)];
    queue.refuseAll(new Error('closed'));
    const results = await Promise.allSettled(waiting);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    giveBack();
    (await queue.take(never))();
  });
});
