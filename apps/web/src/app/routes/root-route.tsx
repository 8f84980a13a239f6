import { createRootRoute } from '@tanstack/react-router';
import { NotFoundPage } from '../not-found-page.tsx';
import { RouteErrorPage } from '../route-error-page.tsx';

export const rootRoute = createRootRoute({
  notFoundComponent: NotFoundPage,
  errorComponent: RouteErrorPage,
});
