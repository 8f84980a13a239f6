import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { FrameQueue } from './frame-queue.ts';
import { FrameWorkspace } from './frame-workspace.ts';

function shift(queue: FrameQueue): string {
  const workspace = new FrameWorkspace(new Uint8Array(100_000), 0);
  const at = queue.shiftInto(workspace);
  return Buffer.from(workspace.bytes.subarray(at, at + queue.shiftedBytes)).toString('hex');
}

describe('FrameQueue', () => {
  test.prop([
    fc.array(fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 3000 }), fc.constant(null)), {
      maxLength: 300,
    }),
  ])('is first in, first out, however it grows and wraps', (steps) => {
    const queue = new FrameQueue(10_000_000);
    const model: { text: string; due: number }[] = [];
    for (const [index, step] of steps.entries()) {
      if (step !== null) {
        expect(queue.push(step, 0, step.length, index)).toBe(true);
        model.push({ text: Buffer.from(step).toString('hex'), due: index });
      } else if (model.length > 0) {
        expect(queue.due).toBe(model[0]?.due);
        expect(shift(queue)).toBe(model.shift()?.text);
      }
      expect(queue.length).toBe(model.length);
      expect(queue.used).toBe(model.reduce((sum, { text }) => sum + text.length / 2, 0));
    }
    for (const { text } of model) expect(shift(queue)).toBe(text);
    expect(queue.due).toBe(Infinity);
  });

  it('takes no more than it may', () => {
    const queue = new FrameQueue(65_536);
    const frame = new Uint8Array(1000);
    let taken = 0;
    while (queue.push(frame, 0, 1000, 0)) taken += 1;
    expect(taken).toBe(65);
    shift(queue);
    expect(queue.push(frame, 0, 1000, 0)).toBe(true);
  });

  it('hastens those that wait', () => {
    const queue = new FrameQueue(65_536);
    for (const due of [5, 50, 500]) queue.push(new Uint8Array(1), 0, 1, due);
    queue.hasten(20);
    const dues: number[] = [];
    while (queue.length > 0) {
      dues.push(queue.due);
      shift(queue);
    }
    expect(dues).toEqual([5, 20, 20]);
  });
});
