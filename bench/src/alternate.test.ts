import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { alternate } from './alternate.ts';

const signal = new AbortController().signal;

describe('alternate', () => {
  it('lets each side go first in turn', async () => {
    const order: string[] = [];
    const result = await alternate({
      context: { endsAt: Infinity, signal },
      ours: async (round) => order.push(`ours ${round}`),
      baseline: async (round) => order.push(`baseline ${round}`),
      minRounds: 2,
      maxRounds: 3,
    });
    expect(order).toEqual(['ours 0', 'baseline 0', 'baseline 1', 'ours 1', 'ours 2', 'baseline 2']);
    expect(result).toEqual({ ours: [1, 4, 5], baseline: [2, 3, 6] });
  });

  it('stops before a round that would end too late, but not before the minimum', async () => {
    const run = async (budgetMs: number, minRounds: number): Promise<number> => {
      const { ours } = await alternate({
        context: { endsAt: performance.now() + budgetMs, signal },
        ours: async () => delay(20),
        baseline: async () => delay(20),
        minRounds,
        maxRounds: 1000,
      });
      return ours.length;
    };
    const rounds = await run(300, 1);
    expect(rounds).toBeGreaterThanOrEqual(1);
    expect(rounds).toBeLessThan(8);
    expect(await run(0, 2)).toBe(2);
  });

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    const measured = alternate({
      context: { endsAt: Infinity, signal: controller.signal },
      ours: async () => controller.abort(new Error('enough')),
      baseline: async () => 0,
      minRounds: 5,
      maxRounds: 5,
    });
    await expect(measured).rejects.toThrow('enough');
  });
});
