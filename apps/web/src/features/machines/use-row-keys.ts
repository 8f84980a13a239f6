import type { Virtualizer } from '@tanstack/react-virtual';
import type { Machine, MachineId } from '@umlaut/contracts/model';
import { useShortcut } from '../../lib/shortcuts.ts';

export interface RowKeysOptions {
  lines: readonly Machine[];
  scroller: HTMLDivElement | null;
  virtual: Virtualizer<HTMLDivElement, Element>;
  onToggle: (id: MachineId, range: boolean) => void;
}

const GROUP = 'Machines';

/** j and k move the focus from row to row, x selects; Enter opens, because a row's focus is on its link. */
export function useRowKeys({ lines, scroller, virtual, onToggle }: RowKeysOptions): void {
  const focusedId = (): string | undefined =>
    document.activeElement?.closest<HTMLElement>('[data-machine-id]')?.dataset['machineId'];

  const move = (step: number): void => {
    const current = lines.findIndex(({ id }) => id === focusedId());
    const target = current === -1 ? (step > 0 ? 0 : lines.length - 1) : current + step;
    const machine = lines[target];
    if (machine === undefined) return;
    virtual.scrollToIndex(target, { align: 'auto' });
    focusWhenShown(scroller, machine.id);
  };

  useShortcut({
    keys: 'j',
    label: 'Next machine',
    group: GROUP,
    run: () => {
      move(1);
    },
  });
  useShortcut({
    keys: 'k',
    label: 'Previous machine',
    group: GROUP,
    run: () => {
      move(-1);
    },
  });
  useShortcut({
    keys: 'x',
    label: 'Select or deselect it',
    group: GROUP,
    run: () => {
      const machine = lines.find(({ id }) => id === focusedId());
      if (machine !== undefined) onToggle(machine.id, false);
    },
  });
}

const FRAMES = 10;

/** A row that was scrolled to exists some frames later. */
function focusWhenShown(scroller: HTMLDivElement | null, id: MachineId, frames = FRAMES): void {
  const link = scroller?.querySelector<HTMLElement>(`[data-machine-id="${id}"] a`);
  if (link !== null && link !== undefined) link.focus({ preventScroll: true });
  else if (frames > 0)
    requestAnimationFrame(() => {
      focusWhenShown(scroller, id, frames - 1);
    });
}
