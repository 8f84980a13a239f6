import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { DueHeap } from './due-heap.ts';

test.prop([fc.array(fc.nat(1000)), fc.nat(1000)])('gives what is due, earliest first', (dues, now) => {
  const heap = new DueHeap();
  const taken: number[] = [];
  for (const due of dues) heap.add({ run: () => taken.push(due) }, due);
  for (let task = heap.takeDue(now); task !== null; task = heap.takeDue(now)) task.run(now);
  const sorted = dues.toSorted((a, b) => a - b);
  expect(taken).toEqual(sorted.filter((due) => due <= now));
  expect(heap.due).toBe(sorted.find((due) => due > now) ?? Infinity);
});
