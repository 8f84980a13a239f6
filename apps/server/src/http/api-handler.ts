import { ORPCError, type Router } from '@orpc/server';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { isUmlautError, toWireError, UmlautError } from '@umlaut/contracts/errors';
import { API_PREFIX, type ApiContract } from '@umlaut/contracts/http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';
import type { ApiContext } from '../routes/api-context.ts';
import type { Locals } from './guards.ts';

/** The contract's routes. Errors leave as our one shape, in place of oRPC's. */
export function apiHandler(
  router: Router<ApiContract, ApiContext>,
  log: Logger,
): RequestHandler<unknown, unknown, unknown, unknown, Locals> {
  const handler = new OpenAPIHandler<ApiContext>(router, {
    interceptors: [
      async (options) => {
        try {
          return await options.next();
        } catch (thrown) {
          const error = thrown instanceof SyntaxError ? malformed(thrown) : toUmlautError(thrown);
          const { method, url } = options.request;
          logUnforeseen(log, error, { method, path: url.pathname });
          throw toOrpcError(error);
        }
      },
    ],
    customErrorResponseBodyEncoder: ({ cause }) => (isUmlautError(cause) ? toWireError(cause) : null),
  });
  return async (request, response, next) => {
    const { principal } = response.locals;
    const context: ApiContext = { principal: principal ?? null, request, response };
    const { matched } = await handler.handle(request, response, { prefix: API_PREFIX, context });
    if (!matched) next();
  };
}

/** oRPC takes the status from its own error class; the body comes from the cause. */
function toOrpcError(error: UmlautError): ORPCError<string, unknown> {
  return new ORPCError(error.code, { status: error.status, message: error.message, cause: error });
}

function malformed(cause: SyntaxError): UmlautError {
  return new UmlautError('INVALID_INPUT', 'The body is not JSON.', { cause });
}
