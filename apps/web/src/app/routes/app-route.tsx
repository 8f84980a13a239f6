import { createRoute } from '@tanstack/react-router';
import { RouteErrorPage } from '../route-error-page.tsx';
import { AppShell } from '../shell/app-shell.tsx';
import { requireSession } from './require-session.ts';
import { rootRoute } from './root-route.tsx';

/** Everything that needs a session, inside the shell. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: AppShell,
  errorComponent: RouteErrorPage,
  beforeLoad: requireSession,
});
