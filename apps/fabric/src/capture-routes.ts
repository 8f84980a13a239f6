import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { startCapture } from '@umlaut/contracts/fabric';
import { captureId } from '@umlaut/contracts/model';
import type { CaptureHandlers } from './capture-handlers.ts';
import { readJson, sendJson } from './json-body.ts';

const PATH = /^\/v1\/captures(?:\/([^/]+)(?:\/(stop|file))?)?$/;

/**
 * Answers what concerns captures.
 * @returns false when the address is no such one
 * @throws UmlautError CAPTURE_NOT_FOUND, LINK_NOT_FOUND, INVALID_INPUT
 */
export async function routeCaptures(
  captures: CaptureHandlers | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://fabric');
  const match = PATH.exec(url.pathname);
  if (match === null) return false;
  if (captures === null) throw new UmlautError('NETWORK_UNAVAILABLE', 'This fabric offers no captures');
  const [, id, action] = match;
  const key = `${request.method} ${action ?? (id === undefined ? 'all' : 'one')}`;
  if (key === 'GET all') sendJson(response, 200, { items: captures.list() });
  else if (key === 'POST all') {
    sendJson(response, 200, await captures.start(await readJson(request, startCapture)));
  } else if (key === 'POST stop') sendJson(response, 200, await captures.stop(known(id)));
  else if (key === 'DELETE one') {
    await captures.remove(known(id));
    sendJson(response, 200, { ok: true });
  } else if (key === 'GET file') {
    const file = captures.read(known(id), { follow: url.searchParams.get('follow') === '1' });
    response.writeHead(200, { 'content-type': 'application/x-pcapng', connection: 'close' });
    // A reader that goes away ends it.
    await pipeline(file, response).catch(() => response.destroy());
  } else return false;
  return true;
}

function known(id: string | undefined) {
  const result = captureId.safeParse(id);
  if (result.success) return result.data;
  throw new UmlautError('CAPTURE_NOT_FOUND', 'There is no such capture');
}
