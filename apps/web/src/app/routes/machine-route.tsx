import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from './app-route.tsx';

export const machineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/machines/$machineId',
  component: lazyRouteComponent(() => import('../../features/machine/machine-page.tsx'), 'MachinePage'),
});
