import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { machinesSearch } from '../../lib/machines-search.ts';
import { activitySearch } from '../../lib/activity-search.ts';
import { labSearch } from '../../lib/lab-search.ts';
import { appRoute } from './app-route.tsx';

export const indexRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/machines', replace: true });
  },
});

export const machinesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/machines',
  validateSearch: machinesSearch,
  component: lazyRouteComponent(() => import('../../features/machines/machines-page.tsx'), 'MachinesPage'),
});

export const imagesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/images',
  component: lazyRouteComponent(() => import('../../features/images/images-page.tsx'), 'ImagesPage'),
});

export const labsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/labs',
  component: lazyRouteComponent(() => import('../../features/labs/labs-page.tsx'), 'LabsPage'),
});

export const labRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/labs/$labId',
  validateSearch: labSearch,
  component: lazyRouteComponent(() => import('../lab-view.tsx'), 'LabView'),
});

export const packetsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/labs/$labId/captures/$captureId',
  component: lazyRouteComponent(() => import('../packets-view.tsx'), 'PacketsView'),
});

export const disksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/disks',
  component: lazyRouteComponent(() => import('../../features/storage/storage-page.tsx'), 'StoragePage'),
});

export const kernelsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/kernels',
  component: lazyRouteComponent(() => import('../../features/kernels/kernels-page.tsx'), 'KernelsPage'),
});

export const hostRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/host',
  component: lazyRouteComponent(() => import('../../features/host/host-page.tsx'), 'HostPage'),
});

export const activityRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../../features/activity/activity-page.tsx'), 'ActivityPage'),
});
