import type { DockviewApi, DockviewGroupPanel, IDockviewPanel } from 'dockview-react';
import type { Direction } from './workspace-parts.ts';

const SIDES = { left: 'left', right: 'right', up: 'top', down: 'bottom' } as const;

/** Gives the keyboard to the place beside that one. @returns false when there is none */
export function goFrom(dock: DockviewApi, place: DockviewGroupPanel, direction: Direction): boolean {
  const next = dock.adjacentGroupInDirection(place, direction);
  if (next === undefined) return false;
  next.api.setActive();
  next.activePanel?.view.content.element.querySelector<HTMLElement>('textarea')?.focus();
  return true;
}

/**
 * Moves a console one step: out of tabs it shares into a place of its own, else to the tabs of the place
 * beside it. What dragging does, for the keyboard. @returns false when there is nowhere to go
 */
export function movePanel(dock: DockviewApi, panel: IDockviewPanel, direction: Direction): boolean {
  const place = panel.group;
  if (place.panels.length > 1) {
    panel.api.moveTo({ group: place, position: SIDES[direction] });
    return true;
  }
  const next = dock.adjacentGroupInDirection(place, direction)?.activePanel?.group;
  if (next === undefined) return false;
  panel.api.moveTo({ group: next });
  return true;
}
