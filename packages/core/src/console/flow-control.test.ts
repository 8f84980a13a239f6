import fc from 'fast-check';
import { CONSOLE_MAX_LAG_BYTES, CONSOLE_WINDOW_BYTES } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { ViewerFlow } from './flow-control.ts';

describe('ViewerFlow', () => {
  it('opens the window again as the viewer acknowledges', () => {
    const flow = new ViewerFlow(1_000, 1_000);
    flow.sent(CONSOLE_WINDOW_BYTES);
    expect(flow.window).toBe(0);
    flow.ack(1_000 + 400);
    expect(flow.window).toBe(400);
  });

  it('does not count skipped bytes as in flight', () => {
    const flow = new ViewerFlow(0, 0);
    flow.sent(100);
    flow.skipTo(5_000);
    flow.sent(10);
    expect(flow.inFlight).toBe(110);
    flow.ack(100);
    expect(flow.inFlight).toBe(10);
    flow.ack(5_004);
    expect(flow.inFlight).toBe(6);
  });

  it('takes an ack of bytes that were never sent for an ack of those that were', () => {
    const flow = new ViewerFlow(0, 0);
    flow.sent(10);
    flow.ack(1e12);
    expect(flow.inFlight).toBe(0);
    flow.ack(3);
    expect(flow.inFlight).toBe(0);
  });

  it('lets a replay be as long as it is and limits the lag behind live output', () => {
    const flow = new ViewerFlow(0, 1e9);
    expect(flow.isTooFarBehind(1e9)).toBe(false);
    expect(flow.isTooFarBehind(1e9 + CONSOLE_MAX_LAG_BYTES)).toBe(false);
    expect(flow.isTooFarBehind(1e9 + CONSOLE_MAX_LAG_BYTES + 1)).toBe(true);
  });

  const step = fc.oneof(
    fc.record({ kind: fc.constant('sent' as const), n: fc.nat(1_000) }),
    fc.record({ kind: fc.constant('skip' as const), n: fc.integer({ min: 1, max: 1_000 }) }),
    fc.record({ kind: fc.constant('ack' as const), n: fc.nat(5_000) }),
  );
  it('has in flight exactly the sent bytes past the ack', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const flow = new ViewerFlow(0, 0);
        const sent: number[] = [];
        let acked = 0;
        for (const { kind, n } of steps) {
          if (kind === 'sent') {
            for (let i = 0; i < n; i += 1) sent.push(flow.cursor + i);
            flow.sent(n);
          } else if (kind === 'skip') {
            flow.skipTo(flow.cursor + n);
          } else {
            flow.ack(n);
            acked = Math.max(acked, Math.min(n, flow.cursor));
          }
          expect(flow.inFlight).toBe(sent.filter((offset) => offset >= acked).length);
        }
      }),
    );
  });
});
