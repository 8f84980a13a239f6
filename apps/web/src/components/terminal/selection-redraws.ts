import type { Terminal } from '@xterm/xterm';

/** The part of xterm.js 6.0 that draws selections; it has no public name. */
interface SelectionService {
  refresh(isMouse?: boolean): void;
}

/**
 * xterm.js 6.0 draws the selection anew at each scroll, and its DOM renderer draws every row again for it, also when
 * nothing is selected: each frame of a flood is drawn twice (CoreBrowserTerminal.open, DomRenderer.handleSelectionChanged).
 * After this it does so only while there is a selection, and once more when there is none any more.
 * A version that looks different inside is left alone.
 * @param terminal that is open
 */
export function skipIdleSelectionRedraws(terminal: Terminal): void {
  const service = selectionService(terminal);
  if (service === null) return;
  const refresh = service.refresh.bind(service);
  let isShown = false;
  service.refresh = (isMouse) => {
    const isSelected = terminal.hasSelection();
    if (!isSelected && !isShown) return;
    isShown = isSelected;
    refresh(isMouse);
  };
}

function selectionService(terminal: Terminal): SelectionService | null {
  const inside: unknown = Reflect.get(terminal, '_core');
  if (typeof inside !== 'object' || inside === null) return null;
  const service: unknown = Reflect.get(inside, '_selectionService');
  return isSelectionService(service) ? service : null;
}

function isSelectionService(value: unknown): value is SelectionService {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'refresh') === 'function';
}
