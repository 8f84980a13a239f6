import {
  consoleRef,
  type ConsoleRef,
  type WorkspaceArea,
  type WorkspaceLayout,
} from '@umlaut/contracts/model';
import { Orientation, type SerializedDockview } from 'dockview-react';
import { consoleKey } from '../../lib/console-key.ts';
import { tidy } from './arrange.ts';

type GridNode = SerializedDockview['grid']['root'];
interface GroupState {
  id: string;
  views: string[];
  activeView?: string;
}

/** Name of the panel component that shows a console. */
export const CONSOLE_PANEL = 'console';

/** An arrangement as Dockview reads it, for a dock of that size in pixels. */
export function toDock(
  layout: WorkspaceLayout,
  size: { width: number; height: number },
  titleOf: (ref: ConsoleRef) => string,
): SerializedDockview {
  const panels: SerializedDockview['panels'] = {};
  let groups = 0;
  const node = (area: WorkspaceArea, extent: number, room: { row: number; column: number }): GridNode => {
    if (area.type === 'tabs') {
      const views = area.consoles.map((ref) => {
        const id = consoleKey(ref);
        panels[id] = { id, contentComponent: CONSOLE_PANEL, title: titleOf(ref), params: { ...ref } };
        return id;
      });
      const active = views[area.active] ?? views[0];
      const data: GroupState = { id: `place-${++groups}`, views };
      if (active !== undefined) data.activeView = active;
      return { type: 'leaf', size: extent, data: data as never };
    }
    const sum = area.children.reduce((total, { share }) => total + share, 0);
    const across = room[area.direction];
    const children = area.children.map((child) => {
      const length = (child.share / sum) * across;
      return node(child, length, { ...room, [area.direction]: length });
    });
    return { type: 'branch', size: extent, data: children };
  };

  // Dockview's root always splits; its branches take turns, as those of a tidy arrangement do.
  const tidied = layout === null ? null : tidy(layout);
  const root: WorkspaceArea =
    tidied === null || tidied.type === 'tabs'
      ? { type: 'split', share: 1, direction: 'row', children: tidied === null ? [] : [tidied] }
      : tidied;
  const room = { row: size.width, column: size.height };
  const isRow = root.type === 'split' && root.direction === 'row';
  return {
    grid: {
      root: node(root, isRow ? size.height : size.width, room),
      ...size,
      orientation: isRow ? Orientation.HORIZONTAL : Orientation.VERTICAL,
    },
    panels,
  };
}

/** What Dockview shows as an arrangement. Panels that are no consoles are left out. */
export function fromDock({ grid, panels }: SerializedDockview): WorkspaceLayout {
  const area = (node: GridNode, direction: 'row' | 'column'): WorkspaceArea => {
    const share = node.size !== undefined && node.size > 0 ? node.size : 1;
    if (Array.isArray(node.data)) {
      const turned = direction === 'row' ? 'column' : 'row';
      return {
        type: 'split',
        share,
        direction,
        children: node.data.map((child) => area(child, turned)),
      };
    }
    const { views, activeView } = node.data as unknown as GroupState;
    const refs = views.map((id) => consoleRef.safeParse(panels[id]?.params).data);
    return {
      type: 'tabs',
      share,
      consoles: refs.filter((ref) => ref !== undefined),
      active: Math.max(0, views.indexOf(activeView ?? '')),
    };
  };
  return tidy(area(grid.root, grid.orientation === Orientation.HORIZONTAL ? 'row' : 'column'));
}
