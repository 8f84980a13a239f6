import { ORPCError, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { fromWireError, wireError, type UmlautError } from '@umlaut/contracts/errors';
import { API_PREFIX, apiContract, type ApiContract } from '@umlaut/contracts/http';

export type ApiClient = ContractRouterClient<ApiContract>;

/** The typed client of docs/api.md, as a program uses it. */
export function createApiClient(origin: string, apiToken: string): ApiClient {
  return createORPCClient(
    new OpenAPILink(apiContract, {
      url: `${origin}${API_PREFIX}`,
      headers: { authorization: `Bearer ${apiToken}` },
      fetch: (request, init) => globalThis.fetch(request, init),
      customErrorResponseBodyDecoder: (body, response) => {
        const wire = wireError.safeParse(body);
        if (!wire.success) return null;
        return new ORPCError(wire.data.code, {
          status: response.status,
          message: wire.data.message,
          data: wire.data,
        });
      },
    }),
  );
}

/** What a call threw, as the error that the server meant; null when it is something else. */
export function toUmlautError(error: unknown): UmlautError | null {
  if (!(error instanceof ORPCError)) return null;
  const wire = wireError.safeParse(error.data);
  return wire.success ? fromWireError(wire.data) : null;
}
