import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { machinesSearch } from '../../lib/machines-search.ts';
import { activitySearch } from '../../lib/activity-search.ts';
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
