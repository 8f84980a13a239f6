import type { ServerResponse } from 'node:http';
import { toWireError, type UmlautError } from '@umlaut/contracts/errors';

/** Answers with the one error shape; when an answer has begun already, cuts it off instead. */
export function sendError(response: ServerResponse, error: UmlautError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(toWireError(error));
  response.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
