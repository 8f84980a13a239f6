import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { queryClient } from '../../lib/query-client.ts';
import { sessionQuery } from '../../lib/session-query.ts';
import { rootRoute } from './root-route.tsx';

/** `from`: the path to go to afterwards; anything that leaves this origin is dropped. */
const search = z.object({
  from: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: search,
  // Who is signed in already has no business here, unless a new token was brought along.
  beforeLoad: async ({ cause, location, search: { from } }) => {
    // The page itself takes the token out of the address: by then the trade is under way.
    if (cause !== 'enter' || location.hash !== '') return;
    const session = await queryClient.ensureQueryData(sessionQuery).catch(() => null);
    if (session !== null) throw redirect({ href: from ?? '/machines', replace: true });
  },
  component: lazyRouteComponent(() => import('../../features/session/sign-in-page.tsx'), 'SignInPage'),
});
