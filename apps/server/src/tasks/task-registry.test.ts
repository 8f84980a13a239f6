import { UmlautError } from '@umlaut/contracts/errors';
import { machineId, type Task } from '@umlaut/contracts/model';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { EventStream } from '../events/event-stream.ts';
import { TaskRegistry, type TaskSpec } from './task-registry.ts';

const spec: TaskSpec = { kind: 'bulk', title: 'Start 2 machines', step: 'Starting', cancellable: true };

function registry(): { tasks: TaskRegistry; told: Task[] } {
  const events = new EventStream();
  const told: Task[] = [];
  events.subscribe({ onEvent: (json) => told.push(JSON.parse(json).task), onSample: () => {} });
  return { tasks: new TaskRegistry(events, pino({ level: 'silent' })), told };
}

describe('TaskRegistry', () => {
  it('tells the beginning and the end of a task', async () => {
    const { tasks, told } = registry();
    const { id, done } = tasks.start(spec, () => Promise.resolve(7));
    await expect(done).resolves.toBe(7);
    expect(told.map((task) => task.state)).toEqual(['running', 'succeeded']);
    expect(tasks.get(id)).toMatchObject({ state: 'succeeded', progress: 1, cancellable: false });
  });

  it('keeps the error of a task that fails', async () => {
    const { tasks } = registry();
    const { id, done } = tasks.start(spec, () => Promise.reject(new UmlautError('NAME_TAKEN', 'Taken.')));
    await expect(done).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    expect(tasks.get(id)).toMatchObject({
      state: 'failed',
      error: { code: 'NAME_TAKEN', message: 'Taken.' },
    });
  });

  it('fails with a count when an item failed', async () => {
    const { tasks } = registry();
    const item = { id: machineId.parse('m-aaaaaaaaaa'), name: 'a', ok: true, error: null };
    const error = { code: 'MACHINE_BUSY' as const, message: 'Busy.' };
    const { id, done } = tasks.start(spec, (handle) => {
      handle.addItem(item);
      handle.addItem({ ...item, ok: false, error });
      return Promise.resolve();
    });
    await done;
    expect(tasks.get(id)).toMatchObject({ state: 'failed', error: { message: '1 of 2 failed: Busy.' } });
    expect(tasks.get(id).items).toHaveLength(2);
  });

  it('cancels what runs and refuses what has ended', async () => {
    const { tasks } = registry();
    const { id, done } = tasks.start(
      spec,
      ({ signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stop')))),
    );
    expect(tasks.cancel(id)).toMatchObject({ state: 'running', step: 'Cancelling' });
    await expect(done).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(tasks.get(id).state).toBe('cancelled');
    expect(() => tasks.cancel(id)).toThrow(expect.objectContaining({ code: 'TASK_FINISHED' }));
  });

  it('lists the newest first and forgets old ones', async () => {
    const { tasks } = registry();
    for (let count = 0; count < 105; count++) {
      await tasks.start({ ...spec, title: String(count) }, () => Promise.resolve()).done;
    }
    expect(tasks.list()).toHaveLength(100);
    expect(tasks.list()[0]?.title).toBe('104');
  });
});

it('leaves what nobody foresaw to the log, whole', async () => {
  const lines: string[] = [];
  const tasks = new TaskRegistry(new EventStream(), pino({}, { write: (line) => void lines.push(line) }));
  const { done } = tasks.start(spec, () => Promise.reject(new Error('the very cause')));
  await expect(done).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(lines.join('')).toContain('the very cause');
});
