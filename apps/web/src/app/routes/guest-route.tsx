import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root-route.tsx';

/** For guests: outside the shell, and without asking who is signed in. */
export const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/guest',
  component: lazyRouteComponent(() => import('../../features/console/guest/guest-page.tsx'), 'GuestPage'),
});
