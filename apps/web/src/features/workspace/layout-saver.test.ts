import { consoleName, machineId, type WorkspaceLayout } from '@umlaut/contracts/model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stack } from './arrange.ts';
import { LayoutSaver, SAVE_DELAY_MS } from './layout-saver.ts';

const layout = (console: string): WorkspaceLayout =>
  stack([{ machineId: machineId.parse('m-aaaaaaaaaa'), console: consoleName.parse(console) }]);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('LayoutSaver', () => {
  it('saves the newest of many changes, once', async () => {
    const save = vi.fn<(layout: WorkspaceLayout) => Promise<void>>(() => Promise.resolve());
    const saver = new LayoutSaver(null, { save, onProblem: () => {} });
    for (const name of ['con0', 'con1', 'con2']) saver.changed(layout(name));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(save.mock.calls).toEqual([[layout('con2')]]);
    saver.changed(layout('con2'));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('sends one request at a time, and what came meanwhile afterwards', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const save = vi.fn<(layout: WorkspaceLayout) => Promise<void>>(() => promise);
    const saver = new LayoutSaver(null, { save, onProblem: () => {} });
    saver.changed(layout('con0'));
    saver.flush();
    saver.changed(layout('con1'));
    saver.flush();
    expect(save).toHaveBeenCalledTimes(1);
    resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(save.mock.calls).toEqual([[layout('con0')], [layout('con1')]]);
  });

  it('tells of a failure and tries the same again at the next change', async () => {
    const onProblem = vi.fn<(error: unknown) => void>();
    const save = vi
      .fn<(layout: WorkspaceLayout) => Promise<void>>(() => Promise.resolve())
      .mockRejectedValueOnce(new Error('offline'));
    const saver = new LayoutSaver(null, { save, onProblem });
    saver.changed(layout('con0'));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(onProblem).toHaveBeenCalledTimes(1);
    saver.changed(layout('con0'));
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(save).toHaveBeenCalledTimes(2);
  });
});
