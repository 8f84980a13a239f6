import { task, type Task } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { machineFixture } from '../../live/live.fixture.ts';
import { describeTask } from './task-text.ts';

const ids = [1, 2, 3].map((index) => machineFixture(index).id);
const item = (ok: boolean) => ({ id: ids[0], name: 'a', ok, error: null });

function taskWith(changes: object): Task {
  return task.parse({
    id: 't-aaaaaaaaaa',
    kind: 'bulk',
    title: 'Start 3 machines',
    machineIds: ids,
    state: 'running',
    progress: 0,
    step: 'Starting',
    cancellable: true,
    startedAt: '2026-11-23T10:00:00.000Z',
    endedAt: null,
    error: null,
    items: [],
    ...changes,
  });
}

describe('describeTask', () => {
  it('counts the machines of a running task, and those that failed', () => {
    expect(describeTask(taskWith({ items: [item(true)] }))).toBe('1 of 3 done');
    expect(describeTask(taskWith({ items: [item(true), item(false)] }))).toBe('2 of 3 done, 1 failed');
  });

  it('says what a task over one thing is doing', () => {
    expect(describeTask(taskWith({ kind: 'image-build', machineIds: [], step: 'Copying' }))).toBe('Copying');
  });

  it('sums up what has ended', () => {
    expect(describeTask(taskWith({ state: 'succeeded', items: [item(true), item(true)] }))).toBe('2 done');
    expect(describeTask(taskWith({ state: 'succeeded', items: [item(true), item(false)] }))).toBe(
      '1 done, 1 failed',
    );
    expect(describeTask(taskWith({ state: 'cancelled', items: [item(true)] }))).toBe('Cancelled after 1');
    expect(
      describeTask(taskWith({ state: 'failed', error: { code: 'IMAGE_INVALID', message: 'Not an image.' } })),
    ).toBe('Not an image.');
  });
});
