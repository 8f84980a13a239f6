import type { Terminal } from '@xterm/xterm';
import { terminalPart } from './terminal-insides.ts';

/**
 * xterm.js 6.0 draws the selection anew at each scroll, and its DOM renderer draws every row again for it, also when
 * nothing is selected: each frame of a flood is drawn twice (CoreBrowserTerminal.open, DomRenderer.handleSelectionChanged).
 * After this it does so only while there is a selection, and once more when there is none any more.
 * @param terminal that is open
 */
export function skipIdleSelectionRedraws(terminal: Terminal): void {
  const service = terminalPart(terminal, ['_selectionService'], ['refresh']);
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
