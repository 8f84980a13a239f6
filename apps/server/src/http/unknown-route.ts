import { isContractProcedure, type AnyContractRouter } from '@orpc/contract';
import { UmlautError } from '@umlaut/contracts/errors';
import type { RequestHandler } from 'express';

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Routes beside the contract, as the contract writes them. */
export interface ExtraRoute {
  readonly method: string;
  readonly path: string;
}

/** Nothing answered: 405 with `Allow` when the path exists for other methods, else 404. */
export function unknownRoute(contract: AnyContractRouter, extra: readonly ExtraRoute[]): RequestHandler {
  const routes = [...contractRoutes(contract), ...extra].map(({ method, path }): Route => {
    const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
    return { method, pattern: new RegExp(`^${pattern}/?$`) };
  });
  return (request, response) => {
    const allowed = routes.filter((route) => route.pattern.test(request.path)).map((route) => route.method);
    if (allowed.length === 0) {
      throw new UmlautError('NOT_FOUND', 'There is nothing at this address.', {
        hint: 'GET /api/v1/openapi.json lists what there is.',
      });
    }
    const list = [...new Set(allowed)].join(', ');
    response.setHeader('allow', list);
    throw new UmlautError('METHOD_NOT_ALLOWED', `This address takes ${list}.`);
  };
}

function contractRoutes(router: AnyContractRouter): ExtraRoute[] {
  if (isContractProcedure(router)) {
    const { method, path } = router['~orpc'].route;
    return path === undefined ? [] : [{ method: method ?? 'POST', path }];
  }
  return Object.values(router).flatMap(contractRoutes);
}
