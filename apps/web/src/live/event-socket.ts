import { CLOSE, SILENCE_LIMIT_MS, serverEvent, type ServerEvent } from '@umlaut/contracts/ws';
import { reconnectDelay } from './backoff.ts';
import type { ConnectionState } from './connection-store.ts';

export interface EventSocketOptions {
  /** Address of the stream, with `epoch` and `since` of what is known already. Read at every attempt. */
  url: () => string;
  /** `reconnect` when the event shows that some were lost on the way. */
  onEvent: (event: ServerEvent) => 'ok' | 'reconnect';
  onState: (state: ConnectionState) => void;
  /** An attempt ended before it was open, for a reason that browsers do not tell (a refusal or no answer). */
  onRefused: () => void;
  /** The server closed the stream because the session is over. */
  onUnauthenticated: () => void;
}

/** The last moment that a connection may take to say hello. */
const HELLO_LIMIT_MS = 10_000;
/** While the clock jumps (sleep), silence is counted from the wake-up on. */
const WATCH_INTERVAL_MS = 1_000;

/**
 * Keeps one event stream open for the life of the page: reconnects with growing delays, notices a dead
 * connection by its silence, and tries at once when the page wakes up or the network returns.
 */
export class EventSocket {
  readonly #options: EventSocketOptions;
  #socket: WebSocket | null = null;
  #said = false;
  #failures = 0;
  #everOnline = false;
  #lastHeard = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #watchTimer: ReturnType<typeof setInterval> | undefined;
  #offlineSince: number | null = null;

  constructor(options: EventSocketOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#watchTimer !== undefined) return;
    this.#watchTimer = setInterval(this.#watch, WATCH_INTERVAL_MS);
    document.addEventListener('visibilitychange', this.#wake);
    globalThis.addEventListener('online', this.#wake);
    globalThis.addEventListener('pageshow', this.#wake);
    this.#connect();
  }

  stop(): void {
    clearInterval(this.#watchTimer);
    clearTimeout(this.#retryTimer);
    this.#watchTimer = undefined;
    this.#retryTimer = undefined;
    document.removeEventListener('visibilitychange', this.#wake);
    globalThis.removeEventListener('online', this.#wake);
    globalThis.removeEventListener('pageshow', this.#wake);
    this.#drop();
    this.#failures = 0;
    this.#offlineSince = null;
    this.#everOnline = false;
    this.#options.onState({ phase: 'connecting' });
  }

  /** Tries at once instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.#watchTimer === undefined || this.#said) return;
    this.#drop();
    this.#connect();
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#lastHeard = Date.now();
    if (this.#offlineSince !== null) {
      this.#options.onState({ phase: 'offline', since: this.#offlineSince, retryAt: null });
    }
    const socket = new WebSocket(this.#options.url());
    this.#socket = socket;
    socket.addEventListener('message', (message) => {
      if (this.#socket === socket) this.#receive(message.data);
    });
    socket.addEventListener('close', (event) => {
      if (this.#socket === socket) this.#closed(event.code);
    });
  }

  #receive(data: unknown): void {
    this.#lastHeard = Date.now();
    const event = parseEvent(data);
    if (event === null) return;
    if (event.type === 'hello') {
      this.#said = true;
      this.#everOnline = true;
      this.#failures = 0;
      this.#offlineSince = null;
    }
    const verdict = this.#options.onEvent(event);
    if (event.type === 'hello') this.#options.onState({ phase: 'online', since: Date.now() });
    if (verdict === 'reconnect') {
      this.#drop();
      this.#connect();
    }
  }

  #closed(code: number): void {
    const refused = !this.#said;
    this.#drop();
    if (code === CLOSE.unauthenticated) {
      this.#options.onUnauthenticated();
      return;
    }
    if (refused) this.#options.onRefused();
    this.#failures += 1;
    const delay = reconnectDelay(this.#failures, Math.random());
    // The first drop is retried before anybody is told: a restarted proxy is not worth a banner.
    this.#offlineSince ??= Date.now();
    if (!this.#everOnline || this.#failures > 1) {
      this.#options.onState({ phase: 'offline', since: this.#offlineSince, retryAt: Date.now() + delay });
    }
    this.#retryTimer = setTimeout(() => {
      this.#connect();
    }, delay);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#said = false;
    socket?.close();
  }

  readonly #watch = (): void => {
    if (this.#socket === null) return;
    const silence = Date.now() - this.#lastHeard;
    if (silence <= (this.#said ? SILENCE_LIMIT_MS : HELLO_LIMIT_MS)) return;
    this.#failures += 1;
    this.#offlineSince ??= Date.now();
    this.#options.onState({ phase: 'offline', since: this.#offlineSince, retryAt: null });
    this.#drop();
    this.#connect();
  };

  readonly #wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.#said) this.#watch();
    else this.retryNow();
  };
}

function parseEvent(data: unknown): ServerEvent | null {
  if (typeof data !== 'string') return null;
  try {
    return serverEvent.parse(JSON.parse(data));
  } catch {
    // A newer server may send what this page does not know; a reload brings both together.
    return null;
  }
}
