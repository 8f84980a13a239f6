import { ModalsProvider } from '@mantine/modals';
import { createRouter } from '@tanstack/react-router';
import { PagePending } from '../components/page-pending.tsx';
import { onUnauthenticated } from '../lib/unauthenticated.ts';
import { endSession } from './end-session.ts';
import { appRoute } from './routes/app-route.tsx';
import { consoleWindowRoute, consolesRoute, windowRoute } from './routes/consoles-routes.tsx';
import { guestRoute } from './routes/guest-route.tsx';
import { machineRoute } from './routes/machine-route.tsx';
import {
  activityRoute,
  disksRoute,
  hostRoute,
  imagesRoute,
  indexRoute,
  kernelsRoute,
  labRoute,
  labsRoute,
  machinesRoute,
  packetsRoute,
} from './routes/page-routes.tsx';
import { rootRoute } from './routes/root-route.tsx';
import { signInRoute } from './routes/sign-in-route.tsx';

const routeTree = rootRoute.addChildren([
  signInRoute,
  guestRoute,
  appRoute.addChildren([
    indexRoute,
    machinesRoute,
    machineRoute,
    consolesRoute,
    imagesRoute,
    labsRoute,
    labRoute,
    packetsRoute,
    disksRoute,
    kernelsRoute,
    hostRoute,
    activityRoute,
  ]),
  windowRoute.addChildren([consoleWindowRoute]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
  // Inside the router: dialogs navigate too.
  InnerWrap: ModalsProvider,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

onUnauthenticated(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/guest') return;
  void endSession(() => router.navigate({ to: '/sign-in', search: { from: href }, replace: true }));
});
