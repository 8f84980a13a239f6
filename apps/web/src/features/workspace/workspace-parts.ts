import type { ConsoleName, ConsoleRef, Machine } from '@umlaut/contracts/model';
import { createContext, useContext, type ReactNode } from 'react';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** What stands in a place of the workspace; the consoles themselves live in a part of their own. */
export interface WorkspaceParts {
  renderConsole: (
    console: { machine: Machine; name: ConsoleName },
    pane: { visible: boolean; onLeave: () => void; onGo: (direction: Direction) => void },
  ) => ReactNode;
  /** State and menu of a console; `items` come first in the menu. */
  renderTools: (console: { machine: Machine; name: ConsoleName }, items: ReactNode) => ReactNode;
  /** On a tab. */
  renderMark: (key: string) => ReactNode;
}

export interface WorkspaceContext extends WorkspaceParts {
  machineOf: (ref: ConsoleRef) => Machine | undefined;
  /** Lets a person choose consoles to open there; without a place, where the keyboard is. */
  add: (at?: { placeId: string; direction: 'right' | 'below' | 'within' }) => void;
  popOut: (ref: ConsoleRef) => void;
  /** There is room for one place only. */
  narrow: boolean;
}

const context = createContext<WorkspaceContext | null>(null);
export const WorkspaceProvider = context.Provider;

export function useWorkspace(): WorkspaceContext {
  const value = useContext(context);
  if (value === null) throw new Error('Outside a workspace');
  return value;
}
