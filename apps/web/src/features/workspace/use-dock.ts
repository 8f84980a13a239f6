import { useMediaQuery } from '@mantine/hooks';
import { consolesOf, type WorkspaceLayout } from '@umlaut/contracts/model';
import { useCallback, useEffect, useRef, useState } from 'react';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { stack, withConsoles } from './arrange.ts';
import type { Dock } from './dock.tsx';
import { LayoutHistory } from './layout-history.ts';
import { LayoutSaver } from './layout-saver.ts';

export interface DockState {
  /** What the dock shows first. */
  initial: WorkspaceLayout;
  /** Null until Dockview is there. */
  dock: Dock | null;
  /** What is on the screen. */
  layout: WorkspaceLayout;
  canUndo: boolean;
  /** There is room for one place only. */
  narrow: boolean;
  undo: () => void;
  onReady: (dock: Dock) => void;
  onChange: (layout: WorkspaceLayout) => void;
}

/** The life of an arrangement: shown as it was saved, saved as it changes, and taken back step by step. */
export function useDock(saved: WorkspaceLayout): DockState {
  // A phone has room for one place; what is arranged elsewhere stays arranged.
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const arranged = useRef(saved);
  const [initial] = useState(() => (isNarrow ? stacked(saved) : saved));
  const [layout, setLayout] = useState(initial);
  const [dock, setDock] = useState<Dock | null>(null);
  const [history] = useState(() => new LayoutHistory(initial));
  const saver = useSaver(saved);
  const narrow = useRef(isNarrow);

  const onChange = useCallback(
    (changed: WorkspaceLayout) => {
      history.changed(changed);
      arranged.current = narrow.current ? withConsoles(arranged.current, consolesOf(changed)) : changed;
      saver.changed(arranged.current);
      setLayout(changed);
    },
    [history, saver],
  );
  useEffect(() => {
    if (narrow.current === isNarrow) return;
    narrow.current = isNarrow;
    dock?.show(isNarrow ? stacked(arranged.current) : arranged.current);
  }, [isNarrow, dock]);

  const undo = useCallback(() => {
    const before = history.undo();
    if (before !== undefined) dock?.show(before);
  }, [history, dock]);
  return {
    initial,
    dock,
    layout,
    canUndo: history.canUndo,
    narrow: isNarrow,
    undo,
    onReady: setDock,
    onChange,
  };
}

function stacked(layout: WorkspaceLayout): WorkspaceLayout {
  return layout === null ? null : stack(consolesOf(layout));
}

function useSaver(saved: WorkspaceLayout): LayoutSaver {
  const [saver] = useState(
    () =>
      new LayoutSaver(saved, {
        save: (layout) => api.workspace.save({ layout }),
        onProblem: (error) => notifyError('The arrangement could not be saved', toUmlautError(error)),
      }),
  );
  useEffect(() => {
    const flush = (): void => {
      if (document.visibilityState === 'hidden') saver.flush();
    };
    document.addEventListener('visibilitychange', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      saver.flush();
    };
  }, [saver]);
  return saver;
}
