import { createRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../../lib/session-query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { RouteErrorPage } from '../route-error-page.tsx';
import { AppShell } from '../shell/app-shell.tsx';
import { rootRoute } from './root-route.tsx';

/** Everything that needs a session, inside the shell. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: AppShell,
  errorComponent: RouteErrorPage,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (toUmlautError(error).code !== 'UNAUTHENTICATED') throw error;
      throw redirect({ to: '/sign-in', search: { from: location.href }, replace: true });
    }
  },
});
