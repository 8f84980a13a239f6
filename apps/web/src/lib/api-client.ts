import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { API_PREFIX, apiContract, type ApiContract } from '@umlaut/contracts/http';
import { readErrorResponse, unreachable } from './read-error.ts';
import { reportUnauthenticated } from './unauthenticated.ts';

/**
 * One request to the server. Throws `UmlautError` for every failure: the server's own, or
 * SERVER_UNREACHABLE when no answer came. An aborted request stays an AbortError.
 */
async function request(input: Request | string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    // Looked up late, so that whatever replaces fetch after this module loaded is used.
    response = await globalThis.fetch(input, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable(error);
  }
  if (response.ok) return response;
  const error = await readErrorResponse(response);
  if (error.code === 'UNAUTHENTICATED') reportUnauthenticated();
  throw error;
}

const link = new OpenAPILink(apiContract, {
  url: () => `${globalThis.location.origin}${API_PREFIX}`,
  fetch: (input, init) => request(input, init),
  plugins: [new ResponseValidationPlugin(apiContract)],
});

/** Typed by the contract: `api.machines.start({ id })`. */
export const api: ContractRouterClient<ApiContract> = createORPCClient(link);

/** Query and mutation options of the same calls: `orpc.host.get.queryOptions()`. */
export const orpc = createTanstackQueryUtils(api);
