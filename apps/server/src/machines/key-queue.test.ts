import { describe, expect, it } from 'vitest';
import { KeyQueue } from './key-queue.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

describe('KeyQueue', () => {
  it('runs operations on one key in order, and others meanwhile', async () => {
    const queue = new KeyQueue<string>();
    const order: string[] = [];
    const first = gate();
    const a1 = queue.run('a', async () => {
      await first.opened;
      order.push('a1');
    });
    const a2 = queue.run('a', async () => void order.push('a2'));
    await queue.run('b', async () => void order.push('b'));
    expect(queue.isBusy('a')).toBe(true);
    first.open();
    await Promise.all([a1, a2]);
    expect(order).toEqual(['b', 'a1', 'a2']);
    expect(queue.isBusy('a')).toBe(false);
  });

  it('goes on after an operation that failed', async () => {
    const queue = new KeyQueue<string>();
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve(2));
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe(2);
  });

  it('is idle when everything has ended', async () => {
    const queue = new KeyQueue<string>();
    const first = gate();
    let ended = false;
    void queue.run('a', () => first.opened).then(() => (ended = true));
    first.open();
    await queue.idle(5_000);
    expect(ended).toBe(true);
  });
});
