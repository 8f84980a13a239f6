import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { toWireError, UmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import { API_PREFIX, GUEST_PATH } from '@umlaut/contracts/http';
import { CLOSE, MAX_INPUT_FRAME_BYTES } from '@umlaut/contracts/ws';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ConsoleAddress } from './console-proxy.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { OriginPolicy } from '../auth/origin-policy.ts';
import type { GuestPrincipal, Principal, UserPrincipal } from '../auth/principal.ts';
import type { SessionStore } from '../auth/session-store.ts';
import type { GuestSockets } from '../sharing/guest-sockets.ts';
import { logUnforeseen } from '../errors/log-unforeseen.ts';
import { toUmlautError } from '../errors/to-umlaut-error.ts';

const EVENTS_PATH = `${API_PREFIX}/events`;
const XRAY_PATH = new RegExp(`^${API_PREFIX}/machines/([^/]+)/xray$`);
const LAB_PATH = new RegExp(`^${API_PREFIX}/labs/([^/]+)/live$`);
const CONSOLE_PATH = new RegExp(`^${API_PREFIX}/machines/([^/]+)/consoles/([^/]+)$`);
const GUEST_CONSOLE_PATH = new RegExp(`^${API_PREFIX}${GUEST_PATH}/([^/]+)/console$`);
/** Input comes in frames of at most MAX_INPUT_FRAME_BYTES; control messages are smaller. */
const MAX_PAYLOAD = MAX_INPUT_FRAME_BYTES + 4096;
const GOING_AWAY = 1001;
const LINK_OVER: ReadonlyMap<ErrorCode, number> = new Map([
  ['GUEST_LINK_EXPIRED', CLOSE.linkExpired],
  ['GUEST_LINK_REVOKED', CLOSE.linkRevoked],
]);

interface SocketHandlers {
  events: (socket: WebSocket, query: URLSearchParams) => void;
  xray: (socket: WebSocket, machine: string) => void;
  lab: (socket: WebSocket, lab: string) => void;
  console: (socket: WebSocket, target: ConsoleAddress, principal: Principal) => void;
}

type Connect = (socket: WebSocket) => void;

export interface UpgradeDeps {
  authenticator: Authenticator;
  originPolicy: OriginPolicy;
  sessions: SessionStore;
  guests: GuestSockets;
  handlers: SocketHandlers;
  log: Logger;
}

/**
 * Turns upgrade requests into WebSockets. Strangers and foreign pages are refused before the upgrade, with
 * the status and body of any other route; what is wrong with the address of a console or an X-ray, its
 * socket tells by its close code, which a page can read.
 */
export class Upgrader {
  readonly #deps: UpgradeDeps;
  /** Compression would cost ten times the CPU of everything else that a console needs. */
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
  });
  readonly #socketsOfSession = new Map<string, Set<WebSocket>>();

  constructor(deps: UpgradeDeps) {
    this.#deps = deps;
    deps.sessions.onEnded((hash) => {
      for (const socket of this.#socketsOfSession.get(hash) ?? []) {
        socket.close(CLOSE.unauthenticated, 'signed out');
      }
    });
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.#upgrade(request, socket, head).catch((thrown: unknown) => {
        const error = toUmlautError(thrown);
        logUnforeseen(this.#deps.log, error, { upgrade: (request.url ?? '').split('?', 1)[0] });
        refuse(socket, error);
      });
    });
  }

  /** Closes every socket; clients reconnect to the next server. */
  async close(graceMs: number): Promise<void> {
    for (const socket of this.#server.clients) socket.close(GOING_AWAY, 'server stops');
    const timer = setTimeout(() => {
      for (const socket of this.#server.clients) socket.terminate();
    }, graceMs);
    await Promise.all(
      Array.from(this.#server.clients, (socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    clearTimeout(timer);
    this.#server.close();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    this.#deps.originPolicy.check(request.headers);
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const parameters = new URLSearchParams(query);
    const [, link] = GUEST_CONSOLE_PATH.exec(path) ?? [];
    const connect =
      link === undefined
        ? await this.#connectUser(request, path, parameters)
        : await this.#connectGuest(request, link, parameters);
    if (socket.destroyed) return;
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      accepted.on('error', (error) => this.#deps.log.debug({ err: error }, 'socket failed'));
      connect(accepted);
    });
  }

  /** Every socket but the one of guests: no guest is let in here. */
  async #connectUser(request: IncomingMessage, path: string, parameters: URLSearchParams): Promise<Connect> {
    const principal = await this.#deps.authenticator.authenticate(request.headers);
    const connect = this.#route(principal, path, parameters);
    return (socket) => {
      this.#track(principal, socket);
      connect(socket);
    };
  }

  /** A guest's one console. That the link is over its socket tells by the close code, which a page can read. */
  async #connectGuest(request: IncomingMessage, id: string, query: URLSearchParams): Promise<Connect> {
    const { authenticator, guests, handlers } = this.#deps;
    let principal: GuestPrincipal;
    try {
      principal = await authenticator.authenticateGuest(request.headers, id);
    } catch (thrown) {
      const error = toUmlautError(thrown);
      const code = LINK_OVER.get(error.code);
      if (code === undefined) throw error;
      return (socket) => socket.close(code, error.message);
    }
    const { link } = principal;
    return (socket) => {
      guests.add(link, socket);
      handlers.console(socket, { machine: link.machineId, console: link.console, query }, principal);
    };
  }

  #route(principal: UserPrincipal, path: string, parameters: URLSearchParams): Connect {
    const { handlers } = this.#deps;
    if (path === EVENTS_PATH) return (socket) => handlers.events(socket, parameters);
    const [, viewed] = XRAY_PATH.exec(path) ?? [];
    if (viewed !== undefined) return (socket) => handlers.xray(socket, viewed);
    const [, lab] = LAB_PATH.exec(path) ?? [];
    if (lab !== undefined) return (socket) => handlers.lab(socket, lab);
    const [, machine, console] = CONSOLE_PATH.exec(path) ?? [];
    if (machine !== undefined && console !== undefined) {
      return (socket) => handlers.console(socket, { machine, console, query: parameters }, principal);
    }
    throw new UmlautError('NOT_FOUND', 'There is no WebSocket at this address.');
  }

  #track({ sessionHash }: UserPrincipal, socket: WebSocket): void {
    if (sessionHash === null) return;
    const sockets = this.#socketsOfSession.get(sessionHash) ?? new Set();
    this.#socketsOfSession.set(sessionHash, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#socketsOfSession.delete(sessionHash);
    });
  }
}

function refuse(socket: Duplex, error: UmlautError): void {
  if (socket.destroyed) return;
  const body = JSON.stringify(toWireError(error));
  socket.end(
    [
      `HTTP/1.1 ${error.status} ${error.code}`,
      'content-type: application/json; charset=utf-8',
      'cache-control: no-store',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
