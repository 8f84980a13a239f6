import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { getBuiltinModule } from 'node:process';
import type { Duplex } from 'node:stream';
import { UmlautError, isUmlautError, toWireError } from '@umlaut/contracts/errors';
import type {
  BatchAnswer,
  BatchReply,
  BatchRequest,
  CommandReply,
  MonitorCommand,
  MonitorStatus,
} from '@umlaut/contracts/monitor';
import { WebSocketServer, type WebSocket } from 'ws';
import { parseBatch, parseCommand } from './command-parser.ts';

export interface EndpointHandlers {
  status: () => MonitorStatus;
  execute: (command: MonitorCommand) => Promise<CommandReply>;
  askBatch: (request: BatchRequest) => Promise<BatchAnswer[]>;
  /** @throws UmlautError CONSOLE_NOT_FOUND */
  openConsole: (name: string, query: URLSearchParams) => (socket: WebSocket) => void;
}

const MAX_COMMAND_BYTES = 8_192;
/** Above MAX_INPUT_FRAME_BYTES of the console protocol, and a batch of 128 long lines. */
const MAX_FRAME_BYTES = 131_072;
/** How long the last replies and close frames may take once the machine has ended. */
const CLOSE_TIMEOUT_MS = 1_000;

/** The monitor's HTTP and WebSocket interface on its Unix socket, as contracts/monitor describes it. */
export class Endpoint {
  readonly #handlers: EndpointHandlers;
  readonly #server: Server;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  readonly #watchers = new Set<WebSocket>();

  constructor(handlers: EndpointHandlers) {
    this.#handlers = handlers;
    // Not imported: the bundler would load it at the start, before UML.
    this.#server = getBuiltinModule('node:http').createServer(
      (request, response) => void this.#answer(request, response),
    );
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** The umask decides who may connect: this account alone. */
  async listen(socketPath: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(socketPath, resolve);
    });
  }

  /** Tells every watcher. */
  publish(status: MonitorStatus): void {
    if (this.#watchers.size === 0) return;
    const text = JSON.stringify(status);
    for (const watcher of this.#watchers) watcher.send(text);
  }

  /** Accepts nobody any more and waits until everybody has what was sent. */
  async close(): Promise<void> {
    for (const watcher of this.#watchers) watcher.close(1000);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const timer = setTimeout(() => {
      for (const socket of this.#webSockets.clients) socket.terminate();
      this.#server.closeAllConnections();
    }, CLOSE_TIMEOUT_MS);
    this.#server.closeIdleConnections();
    await closed;
    clearTimeout(timer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await this.#route(request);
      reply(response, 200, body);
    } catch (error) {
      const known = asUmlautError(error);
      reply(response, known.status, { error: toWireError(known) });
    }
  }

  async #route(request: IncomingMessage): Promise<unknown> {
    if (request.method === 'GET' && request.url === '/v1/status') return this.#handlers.status();
    if (request.method === 'POST' && request.url === '/v1/command') {
      return this.#handlers.execute(parseCommand(await readBody(request)));
    }
    throw new UmlautError('NOT_FOUND', 'A monitor has no such address');
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node gives an upgraded socket away without a listener: a client that goes would end this process.
    socket.on('error', () => socket.destroy());
    let accept: (webSocket: WebSocket) => void;
    try {
      accept = this.#acceptor(new URL(request.url ?? '/', 'http://monitor'));
    } catch {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      accept(webSocket);
    });
  }

  #acceptor({ pathname, searchParams }: URL): (webSocket: WebSocket) => void {
    if (pathname === '/v1/watch') return (webSocket) => this.#watch(webSocket);
    if (pathname === '/v1/batches') return (webSocket) => this.#answerBatches(webSocket);
    const name = /^\/v1\/consoles\/([a-z0-9]+)$/.exec(pathname)?.[1];
    if (name === undefined) throw new UmlautError('NOT_FOUND', 'A monitor has no such address');
    return this.#handlers.openConsole(name, searchParams);
  }

  #answerBatches(webSocket: WebSocket): void {
    webSocket.on('message', (data) => {
      if (!Buffer.isBuffer(data)) return;
      this.#batch(data.toString('utf8')).then(
        (reply) => webSocket.send(JSON.stringify(reply), () => {}),
        () => webSocket.terminate(),
      );
    });
  }

  /** @throws UmlautError INVALID_INPUT for what is no batch */
  async #batch(text: string): Promise<BatchReply> {
    const request = parseBatch(text);
    const { id } = request;
    try {
      return { id, answers: await this.#handlers.askBatch(request) };
    } catch (error) {
      return { id, error: toWireError(asUmlautError(error)) };
    }
  }

  #watch(webSocket: WebSocket): void {
    this.#watchers.add(webSocket);
    webSocket.once('close', () => this.#watchers.delete(webSocket));
    webSocket.send(JSON.stringify(this.#handlers.status()));
  }
}

function asUmlautError(error: unknown): UmlautError {
  return isUmlautError(error) ? error : new UmlautError('INTERNAL', String(error), { cause: error });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_COMMAND_BYTES)
      throw new UmlautError('PAYLOAD_TOO_LARGE', 'A command is shorter than that');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
