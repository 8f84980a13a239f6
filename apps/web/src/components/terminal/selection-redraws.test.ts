import { Terminal } from '@xterm/xterm';
import { expect, it, vi } from 'vitest';
import { skipIdleSelectionRedraws } from './selection-redraws.ts';

function terminalWith(core: object): { terminal: Terminal; select: (has: boolean) => void } {
  let isSelected = false;
  const terminal = Object.assign(Object.create(Terminal.prototype) as Terminal, { _core: core });
  Object.defineProperty(terminal, 'hasSelection', { value: () => isSelected });
  return { terminal, select: (has) => (isSelected = has) };
}

it('draws a selection while there is one, and once more when there is none any more', () => {
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

it('leaves alone what looks different inside', () => {
  expect(() => skipIdleSelectionRedraws(terminalWith({}).terminal)).not.toThrow();
  expect(() => skipIdleSelectionRedraws(terminalWith({ _selectionService: null }).terminal)).not.toThrow();
});

it('finds what it looks for in the version that is installed', () => {
  const terminal = new Terminal();
  const inside: unknown = Reflect.get(terminal, '_core');
  expect(inside).toBeTypeOf('object');
  terminal.dispose();
});
