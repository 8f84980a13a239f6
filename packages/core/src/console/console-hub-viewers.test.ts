import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HubBench } from './testing/hub-bench.ts';
import { pattern } from './testing/pattern.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('any interleaving of viewers', () => {
  const action = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('push' as const), n: fc.integer({ min: 1, max: 400_000 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('ack' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('partial' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const), n: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), n: fc.nat(600_000) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('boot' as const), n: fc.constant(0) }) },
  );
  it('gives every viewer exactly the log, but for what it says it skipped', () => {
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 20, maxLength: 120 }),
        fc.constantFrom(600_000, 16_777_216),
        (actions, limit) => {
          using run = new HubBench(limit);
          const viewers = [run.attach('from=0')];
          const everyone = [...viewers];
          for (const { do: what, n } of actions) {
            const index = n % viewers.length;
            const viewer = viewers[index];
            if (what === 'push') run.push(pattern(run.log.end, n));
            else if (what === 'boot') run.hub.markBoot({ at: '2026-01-01T00:00:00.000Z', bootId: 'x' });
            else if (what === 'join')
              everyone.push((viewers[viewers.length] = run.attach(`tail=${n}&lossless=${n % 2}`)));
            else if (what === 'ack') viewer?.ack();
            else if (what === 'partial') viewer?.ack(Math.floor(viewer.position * 0.9));
            else if (viewer !== undefined) {
              viewer.leave();
              const again = run.attach(`from=${viewer.position}`);
              const [hello] = again.find('hello');
              if (hello?.offset !== Math.max(viewer.position, hello?.oldest ?? 0))
                throw new Error('did not resume');
              viewers[index] = again;
              everyone.push(again);
            }
          }
          for (let round = 0; round < 100; round += 1) for (const viewer of viewers) viewer.ack();
          for (const viewer of viewers) expect(viewer.position).toBe(run.log.end);
          for (const { received } of everyone) {
            for (const { offset, bytes } of received) {
              if (!bytes.equals(pattern(offset, bytes.length))) throw new Error(`wrong bytes at ${offset}`);
            }
          }
          for (const viewer of everyone) {
            const sent = viewer.received.reduce((sum, { bytes }) => sum + bytes.length, 0);
            const skipped = viewer.find('skip').reduce((sum, { from, to }) => sum + to - from, 0);
            expect((viewer.find('hello')[0]?.offset ?? 0) + sent + skipped).toBe(viewer.position);
          }
        },
      ),
      {
        numRuns: 20,
      },
    );
  });
});
