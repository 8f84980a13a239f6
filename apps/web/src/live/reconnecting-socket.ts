import { UmlautError } from '@umlaut/contracts/errors';
import { CLOSE, SILENCE_LIMIT_MS } from '@umlaut/contracts/ws';
import { reconnectDelay } from './backoff.ts';
import { letGoOf } from './let-go-of.ts';
import type { PageEvent } from './page-events.ts';

/** The part of a browser's WebSocket that is needed. */
export type SocketPort = Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>;

export type SocketPhase =
  | { kind: 'connecting' }
  /** What is looked at arrives. */
  | { kind: 'live' }
  /** Nobody looks at the page, so nothing is asked. */
  | { kind: 'resting' }
  /** The server cannot be reached; the next try is at `retryAt`, or under way. Milliseconds since 1970. */
  | { kind: 'away'; since: number; retryAt: number | null }
  /** Trying again would not help. */
  | { kind: 'failed'; error: UmlautError };

/** What the socket needs of its page. */
export interface SocketPage {
  openSocket(url: string): SocketPort;
  isHidden(): boolean;
  /** Subscribes to what happens to the page; returns the unsubscription. */
  onPage(callback: (event: PageEvent) => void): () => void;
}

export interface ReconnectingSocketOptions extends SocketPage {
  url: string;
  /** What to say when what is looked at is gone. */
  gone(): UmlautError;
  /** False when it is nothing that is understood: it is as if nothing had come. */
  onMessage(data: unknown): boolean;
  onPhase(phase: SocketPhase): void;
}

/** A connection that has said nothing within this time is given up, milliseconds. */
export const HELLO_DEADLINE_MS = 10_000;

/**
 * Keeps one socket open that only listens, and that says something at least each SILENCE_LIMIT_MS: connects anew with
 * growing delays, takes silence for death, and is closed while the page is hidden, so that nobody is asked in vain.
 */
export class ReconnectingSocket {
  readonly #options: ReconnectingSocketOptions;
  #stopListening: (() => void) | null = null;
  #socket: SocketPort | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #lostAt: number | null = null;
  #phase: SocketPhase = { kind: 'connecting' };

  constructor(options: ReconnectingSocketOptions) {
    this.#options = options;
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    if (this.#stopListening !== null) return;
    this.#stopListening = this.#options.onPage((event) => this.#onPage(event));
    if (this.#options.isHidden()) this.#enter({ kind: 'resting' });
    else this.#connect();
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#drop();
    this.#forgetFailures();
  }

  /** Connects anew at once, e.g. when another sign shows that the server is back. */
  reconnect(): void {
    if (this.#phase.kind === 'resting' || this.#phase.kind === 'failed') return;
    this.#failures = 0;
    this.#drop();
    this.#connect();
  }

  #connect(): void {
    const socket = this.#options.openSocket(this.#options.url);
    socket.onmessage = (event) => this.#onMessage(event.data);
    socket.onclose = (event) => this.#onClose(event.code);
    this.#socket = socket;
    this.#expect(HELLO_DEADLINE_MS);
    this.#enter(this.#waiting(null));
  }

  #drop(): void {
    clearTimeout(this.#timer);
    letGoOf(this.#socket);
    this.#socket = null;
  }

  #onMessage(data: unknown): void {
    // A newer server may send what this page does not know; a reload brings both together.
    if (!this.#options.onMessage(data)) return;
    this.#expect(SILENCE_LIMIT_MS);
    this.#forgetFailures();
    if (this.#phase.kind !== 'live') this.#enter({ kind: 'live' });
  }

  #onClose(code: number): void {
    this.#drop();
    if (code === CLOSE.unauthenticated) {
      const hint = 'Sign in again.';
      this.#fail(new UmlautError('UNAUTHENTICATED', 'Your session has ended.', { hint }));
    } else if (code === CLOSE.notFound) {
      this.#fail(this.#options.gone());
    } else {
      this.#retryLater();
    }
  }

  #fail(error: UmlautError): void {
    this.#enter({ kind: 'failed', error });
  }

  #expect(deadlineMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.#retryLater();
    }, deadlineMs);
  }

  #retryLater(): void {
    this.#failures += 1;
    this.#lostAt ??= Date.now();
    const delay = reconnectDelay(this.#failures, Math.random());
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#enter(this.#waiting(Date.now() + delay));
  }

  /** The first attempt after a loss is nobody's worry: a server that restarts is back by then. */
  #waiting(retryAt: number | null): SocketPhase {
    if (this.#lostAt === null || this.#failures < 2) return { kind: 'connecting' };
    return { kind: 'away', since: this.#lostAt, retryAt };
  }

  #forgetFailures(): void {
    this.#failures = 0;
    this.#lostAt = null;
  }

  #onPage(event: PageEvent): void {
    const { kind } = this.#phase;
    if (event === 'hidden') {
      this.#drop();
      if (kind !== 'failed') this.#enter({ kind: 'resting' });
    } else if (kind === 'resting') {
      if (event !== 'shown') return;
      this.#forgetFailures();
      this.#connect();
    } else if (kind === 'away' || event === 'online') {
      this.reconnect();
    }
  }

  #enter(phase: SocketPhase): void {
    this.#phase = phase;
    this.#options.onPhase(phase);
  }
}
