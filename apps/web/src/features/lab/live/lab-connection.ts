import { UmlautError } from '@umlaut/contracts/errors';
import type { LabState } from '@umlaut/contracts/model';
import { CLOSE, SILENCE_LIMIT_MS, labFrame } from '@umlaut/contracts/ws';
import { reconnectDelay } from '../../../live/backoff.ts';
import type { PageEvent } from '../../../live/page-events.ts';

/** The part of a browser's WebSocket that is needed. */
export type SocketPort = Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>;

export type LabPhase =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** Nobody looks at the page. */
  | { kind: 'resting' }
  /** What is shown is old. */
  | { kind: 'away' }
  /** Trying again would not help. */
  | { kind: 'failed'; error: UmlautError };

export interface LabConnectionOptions {
  url: string;
  openSocket(url: string): SocketPort;
  isHidden(): boolean;
  /** A hand moves something: what is said meanwhile is not read, for a second's word is long in a large lab. */
  isBusy(): boolean;
  /** Subscribes to what happens to the page; returns the unsubscription. */
  onPage(callback: (event: PageEvent) => void): () => void;
  onState(state: LabState): void;
  onPhase(phase: LabPhase): void;
}

/** Keeps the live state of one lab coming: owns the WebSocket, closed while the page is hidden. */
export class LabConnection {
  readonly #options: LabConnectionOptions;
  #stopListening: (() => void) | null = null;
  #socket: SocketPort | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #phase: LabPhase = { kind: 'connecting' };

  constructor(options: LabConnectionOptions) {
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
    this.#failures = 0;
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
    this.#expect();
    if (this.#failures === 0) this.#enter({ kind: 'connecting' });
  }

  /** Lets go of the socket without waiting for its end. */
  #drop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #onMessage(data: unknown): void {
    if (this.#options.isBusy()) {
      this.#expect();
      return;
    }
    const state = parseState(data);
    // A newer server may send what this page does not know; a reload brings both together.
    if (state === null) return;
    this.#expect();
    this.#failures = 0;
    this.#enter({ kind: 'live' });
    this.#options.onState(state);
  }

  #onClose(code: number): void {
    this.#drop();
    if (code === CLOSE.unauthenticated) {
      const hint = 'Sign in again.';
      this.#fail(new UmlautError('UNAUTHENTICATED', 'Your session has ended.', { hint }));
    } else if (code === CLOSE.notFound) {
      this.#fail(new UmlautError('LAB_NOT_FOUND', 'This lab is gone.'));
    } else {
      this.#retryLater();
    }
  }

  #fail(error: UmlautError): void {
    this.#enter({ kind: 'failed', error });
  }

  /** A server that says nothing for this long is not there. */
  #expect(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#drop();
      this.#retryLater();
    }, SILENCE_LIMIT_MS);
  }

  #retryLater(): void {
    this.#failures += 1;
    // The first attempt after a loss is nobody's worry: a server that restarts is back by then.
    if (this.#failures > 1) this.#enter({ kind: 'away' });
    this.#timer = setTimeout(() => this.#connect(), reconnectDelay(this.#failures, Math.random()));
  }

  #onPage(event: PageEvent): void {
    const { kind } = this.#phase;
    if (event === 'hidden') {
      this.#drop();
      if (kind !== 'failed') this.#enter({ kind: 'resting' });
    } else if (kind === 'resting') {
      if (event !== 'shown') return;
      this.#failures = 0;
      this.#connect();
    } else if (kind === 'away' || event === 'online') {
      this.reconnect();
    }
  }

  #enter(phase: LabPhase): void {
    if (phase.kind === this.#phase.kind) return;
    this.#phase = phase;
    this.#options.onPhase(phase);
  }
}

function parseState(data: unknown): LabState | null {
  if (typeof data !== 'string') return null;
  try {
    return labFrame.parse(JSON.parse(data)).state;
  } catch {
    return null;
  }
}
