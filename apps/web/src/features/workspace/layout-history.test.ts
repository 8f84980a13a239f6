import { consoleName, machineId, type ConsoleRef } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { stack, tile } from './arrange.ts';
import { LayoutHistory } from './layout-history.ts';

const ref = (index: number): ConsoleRef => ({
  machineId: machineId.parse('m-aaaaaaaaaa'),
  console: consoleName.parse(`con${index}`),
});

it('goes back step by step; a tab chosen or a border moved is no step', () => {
  const first = stack([ref(0), ref(1)]);
  const history = new LayoutHistory(first);
  expect(history.canUndo).toBe(false);
  const chosen = stack([ref(0), ref(1)], 1);
  history.changed(chosen);
  history.changed({ ...chosen, share: 7 });
  expect(history.canUndo).toBe(false);
  history.changed(tile([ref(0), ref(1)]));
  history.changed(null);
  expect(history.undo()).toEqual(tile([ref(0), ref(1)]));
  // Putting it back is a change as well, but no step.
  history.changed(tile([ref(0), ref(1)]));
  expect(history.undo()).toEqual({ ...chosen, share: 7 });
  expect(history.undo()).toBeUndefined();
});

it('forgets the oldest steps', () => {
  const history = new LayoutHistory(null);
  for (let step = 0; step < 100; step++) history.changed(stack([ref(step % 16)]));
  let steps = 0;
  while (history.undo() !== undefined) steps++;
  expect(steps).toBe(30);
});
