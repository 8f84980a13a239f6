import { expect, it } from 'vitest';
import { PreciseTimer } from './index.ts';

async function measure(milliseconds: number): Promise<number> {
  const start = performance.now();
  await new Promise<void>((resolve) => {
    const timer = new PreciseTimer(() => {
      timer.close();
      resolve();
    });
    timer.arm(milliseconds);
  });
  return performance.now() - start;
}

it('fires at parts of a millisecond, and never early', async () => {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) times.push(await measure(0.3));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0.3);
  expect(Math.min(...times)).toBeLessThan(1);
});

it('fires once for what was armed last, and not when disarmed', async () => {
  let fired = 0;
  using timer = new PreciseTimer(() => (fired += 1));
  timer.arm(1);
  timer.arm(2);
  await measure(10);
  expect(fired).toBe(1);
  timer.arm(1);
  timer.disarm();
  await measure(5);
  expect(fired).toBe(1);
});
