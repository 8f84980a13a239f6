import {
  MAX_WORKSPACE_CONSOLES,
  consolesOf,
  type ConsoleRef,
  type Machine,
  type WorkspaceLayout,
} from '@umlaut/contracts/model';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { useFullScreen } from '../../components/use-full-screen.ts';
import { openAddConsoles } from './add-consoles.tsx';
import { tile } from './arrange.ts';
import { consoleTitle } from './console-title.ts';
import { ConsoleDock } from './dock.tsx';
import { EmptyWorkspace } from './empty-workspace.tsx';
import { openWindow, useReturns } from './pop-out.ts';
import { useDock } from './use-dock.ts';
import { WorkspaceHeader } from './workspace-header.tsx';
import { WorkspaceProvider, type WorkspaceContext, type WorkspaceParts } from './workspace-parts.ts';
import classes from './workspace.module.css';

export interface WorkspaceProps {
  machines: readonly Machine[];
  saved: WorkspaceLayout;
  /** Consoles that the page's address asks to open. */
  asked: readonly ConsoleRef[];
  onOpened: () => void;
  parts: WorkspaceParts;
  /** Stands above the consoles, about those that are open. */
  renderBar: (keys: readonly string[]) => ReactNode;
  onTypeTogether: (keys: readonly string[]) => void;
  /** Switches between this page and its sisters. */
  views: ReactNode;
}

/** The dock with its header. */
export function Workspace({ machines, saved, asked, onOpened, parts, ...rest }: WorkspaceProps): ReactNode {
  const page = useRef<HTMLDivElement>(null);
  const { fullScreen, toggle } = useFullScreen(page);
  const { initial, dock, layout, canUndo, narrow, undo, onReady, onChange } = useDock(saved);
  const open = useMemo(() => consolesOf(layout), [layout]);
  const keys = useMemo(() => open.map(consoleKey), [open]);

  const add = useCallback<WorkspaceContext['add']>(
    (at) =>
      openAddConsoles({
        machines,
        open: new Set(keys),
        room: MAX_WORKSPACE_CONSOLES - keys.length,
        onOpen: (refs) => dock?.open(refs, at),
      }),
    [machines, keys, dock],
  );
  const popOut = useCallback(
    (ref: ConsoleRef) => {
      if (openWindow(ref)) dock?.close(ref);
    },
    [dock],
  );
  useReturns((ref) => dock?.open([ref]));
  useEffect(() => {
    if (dock === null || asked.length === 0) return;
    const known = asked.filter((ref) => machines.some(({ id }) => id === ref.machineId));
    if (dock.layout() === null && known.length > 1 && !narrow) dock.show(tile(known));
    else dock.open(known);
    onOpened();
  }, [dock, asked, machines, narrow, onOpened]);

  const titleOf = useTitles(machines);

  const context = useMemo<WorkspaceContext>(
    () => ({
      ...parts,
      machineOf: (ref) => machines.find(({ id }) => id === ref.machineId),
      add,
      popOut,
      narrow,
    }),
    [parts, machines, add, popOut, narrow],
  );
  const openMore = (): void => add();

  return (
    <div ref={page} className={classes['page']}>
      <WorkspaceHeader
        count={open.length}
        views={rest.views}
        canUndo={canUndo}
        narrow={narrow}
        fullScreen={fullScreen}
        onUndo={undo}
        onOpen={openMore}
        onTile={() => dock?.show(tile(open))}
        onTypeTogether={() => rest.onTypeTogether(keys)}
        onFullScreen={toggle}
      />
      {rest.renderBar(keys)}
      <div className={classes['body']}>
        <WorkspaceProvider value={context}>
          <ConsoleDock initial={initial} titleOf={titleOf} onReady={onReady} onChange={onChange} />
        </WorkspaceProvider>
        {open.length > 0 ? null : (
          <EmptyWorkspace
            machines={machines}
            onChoose={openMore}
            onOpenAll={(refs) => dock?.show(tile(refs.slice(0, MAX_WORKSPACE_CONSOLES)))}
          />
        )}
      </div>
    </div>
  );
}

/** Names consoles by their machines; the function stays the same. */
function useTitles(machines: readonly Machine[]): (ref: ConsoleRef) => string {
  const latest = useRef(machines);
  useEffect(() => {
    latest.current = machines;
  });
  return useCallback(
    (ref) =>
      consoleTitle(
        latest.current.find(({ id }) => id === ref.machineId),
        ref.console,
      ),
    [],
  );
}
