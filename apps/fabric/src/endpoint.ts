import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { UmlautError, isUmlautError, toWireError } from '@umlaut/contracts/errors';
import {
  fabricCommand,
  fabricConfig,
  type FabricCommand,
  type FabricConfig,
  type FabricState,
} from '@umlaut/contracts/fabric';
import { WebSocketServer, type WebSocket } from 'ws';
import type { CaptureHandlers } from './capture-handlers.ts';
import { routeCaptures } from './capture-routes.ts';
import { readJson, sendJson } from './json-body.ts';
import { routeTrace, type Traces } from './trace-route.ts';

export interface EndpointHandlers {
  state: () => FabricState;
  configure: (config: FabricConfig) => Promise<void>;
  command: (command: FabricCommand) => void;
  captures: CaptureHandlers | null;
  trace: Traces['run'];
}

/** Watchers only listen. */
const MAX_FRAME_BYTES = 1024;
/** A watcher that does not read gets no more until it does. */
const MAX_UNREAD_BYTES = 4_194_304;
const CLOSE_TIMEOUT_MS = 1_000;
const STOPPING = 1001;
/** Makes it 0600. */
const PRIVATE_SOCKET = 0o177;

/** The fabric's HTTP and WebSocket interface on its Unix socket, as contracts/fabric describes it. */
export class Endpoint {
  readonly #handlers: EndpointHandlers;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });

  constructor(handlers: EndpointHandlers) {
    this.#handlers = handlers;
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** For this account alone, from the first moment on: the socket is made within `listen`. */
  async listen(socketPath: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    const umask = process.umask(PRIVATE_SOCKET);
    this.#server.listen(socketPath, resolve);
    process.umask(umask);
    await promise;
  }

  /** Tells every watcher; costs nothing without any. */
  publish(): void {
    const watchers = [...this.#webSockets.clients].filter(
      (watcher) => watcher.bufferedAmount < MAX_UNREAD_BYTES,
    );
    if (watchers.length === 0) return;
    const text = JSON.stringify(this.#handlers.state());
    for (const watcher of watchers) watcher.send(text);
  }

  async close(): Promise<void> {
    for (const watcher of this.#webSockets.clients) watcher.close(STOPPING);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const timer = setTimeout(() => {
      for (const watcher of this.#webSockets.clients) watcher.terminate();
      this.#server.closeAllConnections();
    }, CLOSE_TIMEOUT_MS);
    this.#server.closeIdleConnections();
    await closed;
    clearTimeout(timer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (await this.#route(request, response)) return;
      throw new UmlautError('NOT_FOUND', 'A fabric has no such address');
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const known = isUmlautError(error)
        ? error
        : new UmlautError('INTERNAL', String(error), { cause: error });
      sendJson(response, known.status, { error: toWireError(known) });
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    switch (`${request.method} ${request.url}`) {
      case 'GET /v1/state':
        sendJson(response, 200, this.#handlers.state());
        return true;
      case 'PUT /v1/config':
        await this.#handlers.configure(await readJson(request, fabricConfig));
        sendJson(response, 200, { ok: true });
        return true;
      case 'POST /v1/command':
        this.#handlers.command(await readJson(request, fabricCommand));
        sendJson(response, 200, { ok: true });
        return true;
      case 'POST /v1/trace':
        await routeTrace(this.#handlers.trace, request, response);
        return true;
      default:
        return routeCaptures(this.#handlers.captures, request, response);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node gives an upgraded socket away without a listener: a client that goes would end this process.
    socket.on('error', () => socket.destroy());
    if (request.url !== '/v1/watch') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      webSocket.send(JSON.stringify(this.#handlers.state()));
    });
  }
}
