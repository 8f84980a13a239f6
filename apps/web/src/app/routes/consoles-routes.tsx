import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceSearch } from '../../lib/workspace-search.ts';
import { appRoute } from './app-route.tsx';
import { requireSession } from './require-session.ts';
import { RouteErrorPage } from '../route-error-page.tsx';
import { rootRoute } from './root-route.tsx';

export const consolesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/consoles',
  validateSearch: workspaceSearch,
  component: lazyRouteComponent(() => import('../consoles-view.tsx'), 'ConsolesView'),
});

/** Pages that need a session, but no shell around them. */
export const windowRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'window',
  errorComponent: RouteErrorPage,
  beforeLoad: requireSession,
});

export const consoleWindowRoute = createRoute({
  getParentRoute: () => windowRoute,
  path: '/machines/$machineId/consoles/$console',
  component: lazyRouteComponent(() => import('../console-window.tsx'), 'ConsoleWindow'),
});
