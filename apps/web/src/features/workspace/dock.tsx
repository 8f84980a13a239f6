import { useComputedColorScheme } from '@mantine/core';
import { consolesOf, type ConsoleRef, type WorkspaceLayout } from '@umlaut/contracts/model';
import { DockviewReact, type DockviewApi, type DockviewReadyEvent, type DockviewTheme } from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { consoleKey } from '../../lib/console-key.ts';
import { ConsolePanel } from './console-panel.tsx';
import { ConsoleTab } from './console-tab.tsx';
import { CONSOLE_PANEL, fromDock, toDock } from './dock-layout.ts';
import { PlaceActions } from './place-actions.tsx';
import classes from './workspace.module.css';

const COMPONENTS = { [CONSOLE_PANEL]: ConsolePanel };
const THEMES: Record<'light' | 'dark', DockviewTheme> = {
  light: {
    name: 'umlaut-light',
    className: `dockview-theme-light ${classes['theme']}`,
    colorScheme: 'light',
  },
  dark: { name: 'umlaut-dark', className: `dockview-theme-dark ${classes['theme']}`, colorScheme: 'dark' },
};

/** The arrangement on the screen, as the page handles it. */
export interface Dock {
  layout: () => WorkspaceLayout;
  /** Puts another arrangement there; terminals that are in both live on. */
  show: (layout: WorkspaceLayout) => void;
  open: (
    refs: readonly ConsoleRef[],
    at?: { placeId: string; direction: 'right' | 'below' | 'within' },
  ) => void;
  close: (ref: ConsoleRef) => void;
}

export interface DockProps {
  initial: WorkspaceLayout;
  /** What screen readers are told. Machines are renamed: always the same function. */
  titleOf: (ref: ConsoleRef) => string;
  onReady: (dock: Dock) => void;
  onChange: (layout: WorkspaceLayout) => void;
}

/** Consoles in places that can be split, resized and dragged; Dockview does the arranging. */
export function ConsoleDock({ initial, titleOf, onReady, onChange }: DockProps): ReactNode {
  const scheme = useComputedColorScheme('light');
  const [api, setApi] = useState<DockviewApi | null>(null);
  const first = useRef(initial);
  const ready = useCallback(
    (event: DockviewReadyEvent) => {
      show(event.api, first.current, titleOf);
      setApi(event.api);
      onReady(handleOf(event.api, titleOf));
    },
    [onReady, titleOf],
  );
  useEffect(() => {
    const listener = api?.onDidLayoutChange(() => onChange(fromDock(api.toJSON())));
    return () => listener?.dispose();
  }, [api, onChange]);

  return (
    <DockviewReact
      className={classes['dock'] ?? ''}
      theme={THEMES[scheme]}
      components={COMPONENTS}
      defaultTabComponent={ConsoleTab}
      rightHeaderActionsComponent={PlaceActions}
      onReady={ready}
      // A covered terminal stays alive, connected and in size.
      defaultRenderer="always"
      disableFloatingGroups
      noPanelsOverlay="emptyGroup"
      announcements
    />
  );
}

function show(api: DockviewApi, layout: WorkspaceLayout, titleOf: DockProps['titleOf']): void {
  const size = { width: Math.max(api.width, 100), height: Math.max(api.height, 100) };
  api.fromJSON(toDock(layout, size, titleOf), { reuseExistingPanels: true });
}

function handleOf(api: DockviewApi, titleOf: DockProps['titleOf']): Dock {
  return {
    layout: () => fromDock(api.toJSON()),
    show: (layout) => show(api, layout, titleOf),
    open: (refs, at) => {
      const known = new Set(consolesOf(fromDock(api.toJSON())).map(consoleKey));
      // Beside the place once; the others of the same choice join the first.
      let place = at?.placeId ?? api.activeGroup?.id;
      let direction = at?.direction ?? 'within';
      for (const ref of refs) {
        const id = consoleKey(ref);
        if (known.has(id)) {
          api.getPanel(id)?.api.setActive();
          continue;
        }
        const panel = api.addPanel({
          id,
          component: CONSOLE_PANEL,
          title: titleOf(ref),
          params: { ...ref },
          ...(place === undefined ? {} : { position: { referenceGroup: place, direction } }),
        });
        place = panel.group.id;
        direction = 'within';
      }
    },
    close: (ref) => api.getPanel(consoleKey(ref))?.api.close(),
  };
}
