import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { machineSearch } from '../../features/machine/machine-search.ts';
import { appRoute } from './app-route.tsx';

export const machineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/machines/$machineId',
  validateSearch: machineSearch,
  component: lazyRouteComponent(() => import('../machine-view.tsx'), 'MachineView'),
});
