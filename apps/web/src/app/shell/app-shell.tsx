import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { TaskDrawer } from '../../features/tasks/task-drawer.tsx';
import { useTaskToasts } from '../../features/tasks/use-task-toasts.ts';
import { listenForShortcuts } from '../../lib/shortcuts.ts';
import { startLive } from '../../live/live.ts';
import classes from './app-shell.module.css';
import { CommandPalette } from './command-palette.tsx';
import { GlobalShortcuts } from './global-shortcuts.tsx';
import { NavigationBar } from './navigation-bar.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame around every page that needs a session; opens the event stream. */
export function AppShell(): ReactNode {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    startLive();
    return listenForShortcuts();
  }, []);
  useTaskToasts();
  useFocusOnNavigation(main);

  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#main">
        Skip to content
      </a>
      <Sidebar />
      <div className={classes['column']}>
        <OfflineBanner />
        <TopBar />
        <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
          <Outlet />
        </main>
      </div>
      <NavigationBar />
      <TaskDrawer />
      <CommandPalette />
      <GlobalShortcuts />
    </div>
  );
}

/** A new page is where the keyboard and the screen reader should be; a new filter of the same page is not. */
function useFocusOnNavigation(main: React.RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (before.current !== undefined && pathname !== before.current) {
      main.current?.focus({ preventScroll: true });
    }
    before.current = pathname;
  }, [main, pathname]);
}
