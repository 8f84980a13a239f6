import { Terminal } from '@xterm/xterm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syncScrollOnceAFrame } from './scroll-sync.ts';
import { skipIdleSelectionRedraws } from './selection-redraws.ts';

function terminalWith(core: object): { terminal: Terminal; select: (has: boolean) => void } {
  let isSelected = false;
  const terminal = Object.assign(Object.create(Terminal.prototype) as Terminal, { _core: core });
  Object.defineProperty(terminal, 'hasSelection', { value: () => isSelected });
  return { terminal, select: (has) => (isSelected = has) };
}

describe('selections', () => {
  it('are drawn while there is one, and once more when there is none any more', () => {
    const refresh = vi.fn<(isMouse?: boolean) => void>();
    const service = { refresh };
    const { terminal, select } = terminalWith({ _selectionService: service });
    skipIdleSelectionRedraws(terminal);
    service.refresh();
    expect(refresh).not.toHaveBeenCalled();
    select(true);
    service.refresh(true);
    service.refresh();
    expect(refresh.mock.calls).toEqual([[true], [undefined]]);
    select(false);
    service.refresh();
    service.refresh();
    expect(refresh).toHaveBeenCalledTimes(3);
  });
});

describe('the scroll bar', () => {
  let frames: FrameRequestCallback[] = [];
  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
    vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.splice(id - 1, 1));
  });
  afterEach(() => void vi.unstubAllGlobals());

  function viewportParts(): { calls: string[]; viewport: Record<string, (given?: number) => void> } {
    const calls: string[] = [];
    const note = (name: string) => (given?: number) => void calls.push(`${name} ${given ?? 'now'}`);
    const viewport = { _sync: note('sync'), scrollLines: note('lines'), scrollToLine: note('to') };
    syncScrollOnceAFrame(terminalWith({ _viewport: viewport }).terminal);
    return { calls, viewport };
  }

  it('moves once a frame, however many lines scroll', () => {
    const { calls, viewport } = viewportParts();
    for (let line = 0; line < 100; line++) viewport['_sync']?.();
    expect(calls).toEqual([]);
    frames.shift()?.(0);
    expect(calls).toEqual(['sync now']);
    viewport['_sync']?.();
    expect(frames).toHaveLength(1);
  });

  it('moves to a line that is told at once, and before somebody scrolls', () => {
    const { calls, viewport } = viewportParts();
    viewport['_sync']?.(7);
    viewport['_sync']?.();
    viewport['scrollToLine']?.(3);
    viewport['scrollLines']?.(1);
    expect(calls).toEqual(['sync 7', 'sync now', 'to 3', 'lines 1']);
    expect(frames).toEqual([]);
  });
});

it('leave alone what looks different inside', () => {
  for (const core of [{}, { _selectionService: null, _viewport: {} }]) {
    const { terminal } = terminalWith(core);
    expect(() => skipIdleSelectionRedraws(terminal)).not.toThrow();
    expect(() => syncScrollOnceAFrame(terminal)).not.toThrow();
  }
});
