import { replaceEqualDeep } from '@tanstack/react-query';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Xray, XrayPoint } from '@umlaut/contracts/model';
import { CLOSE, SILENCE_LIMIT_MS, xrayFrame, type XrayFrame } from '@umlaut/contracts/ws';
import { reconnectDelay } from '../../live/backoff.ts';
import type { PageEvent } from '../../live/page-events.ts';
import { withMoment, withPoints } from './xray-history.ts';
import type { XrayMemory, XrayPhase, XraySnapshot } from './xray-state.ts';

/** The part of a browser's WebSocket that is needed. */
export type SocketPort = Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>;

export interface XrayConnectionOptions {
  url: string;
  openSocket(url: string): SocketPort;
  isHidden(): boolean;
  /** Subscribes to what happens to the page; returns the unsubscription. */
  onPage(callback: (event: PageEvent) => void): () => void;
  /** What an earlier connection to the same machine learnt. */
  memory: XrayMemory;
}

/** A connection that has not said `hello` within this time is given up, milliseconds. */
export const HELLO_DEADLINE_MS = 10_000;

/**
 * Keeps the live X-ray of one machine: owns the WebSocket, puts what arrives together, and keeps what was
 * seen when nothing arrives any more. Closed while the page is hidden, so that no guest is asked in vain.
 */
export class XrayConnection {
  readonly #options: XrayConnectionOptions;
  readonly #listeners = new Set<() => void>();
  #stopListening: (() => void) | null = null;
  #socket: SocketPort | null = null;
  #snapshot: XraySnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #lostAt: number | null = null;

  constructor(options: XrayConnectionOptions) {
    this.#options = options;
    this.#snapshot = { ...options.memory, phase: { kind: 'connecting' } };
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    if (this.#stopListening !== null) return;
    this.#stopListening = this.#options.onPage((event) => this.#onPage(event));
    if (this.#options.isHidden()) this.#update({ phase: { kind: 'resting' } });
    else this.#connect();
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#drop();
    this.#failures = 0;
    this.#lostAt = null;
  }

  /** Changes identity whenever something in it changes; what stayed the same in it keeps its own. */
  get snapshot(): XraySnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects anew at once, e.g. when another sign shows that the server is back. */
  reconnect(): void {
    const { kind } = this.#snapshot.phase;
    if (kind === 'resting' || kind === 'failed') return;
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
    this.#update({ phase: this.#waiting(null) });
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
    const frame = parseFrame(data);
    // A newer server may send what this page does not know; a reload brings both together.
    if (frame === null) return;
    this.#expect(SILENCE_LIMIT_MS);
    this.#failures = 0;
    this.#lostAt = null;
    if (frame.type === 'look') {
      this.#look(frame.xray, frame.point);
      return;
    }
    const entries = withPoints(this.#snapshot.entries, frame.history);
    const sample = frame.latest?.sample ?? this.#snapshot.sample;
    this.#update({ phase: { kind: 'live' }, entries, look: frame.latest ?? this.#snapshot.look, sample });
  }

  #look(xray: Xray, point: XrayPoint | null): void {
    const { look: before, sample, entries } = this.#snapshot;
    const look = replaceEqualDeep(before, xray);
    this.#update({
      phase: { kind: 'live' },
      look,
      sample: look.sample ?? sample,
      entries: point === null ? entries : withMoment(entries, point, look.sample),
    });
  }

  #onClose(code: number): void {
    this.#drop();
    if (code === CLOSE.unauthenticated) {
      this.#fail(new UmlautError('UNAUTHENTICATED', 'Your session has ended.', { hint: 'Sign in again.' }));
    } else if (code === CLOSE.notFound) {
      this.#fail(new UmlautError('NOT_FOUND', 'This machine is gone.'));
    } else {
      this.#retryLater();
    }
  }

  #fail(error: UmlautError): void {
    this.#update({ phase: { kind: 'failed', error } });
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
    this.#update({ phase: this.#waiting(Date.now() + delay) });
  }

  /** The first attempt after a loss is nobody's worry: a server that restarts is back by then. */
  #waiting(retryAt: number | null): XrayPhase {
    if (this.#lostAt === null || this.#failures < 2) return { kind: 'connecting' };
    return { kind: 'away', since: this.#lostAt, retryAt };
  }

  #onPage(event: PageEvent): void {
    const { kind } = this.#snapshot.phase;
    if (event === 'hidden') {
      this.#drop();
      if (kind !== 'failed') this.#update({ phase: { kind: 'resting' } });
    } else if (kind === 'resting') {
      if (event !== 'shown') return;
      this.#lostAt = null;
      this.#failures = 0;
      this.#connect();
    } else if (kind === 'away' || event === 'online') {
      this.reconnect();
    }
  }

  #update(change: Partial<XraySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function parseFrame(data: unknown): XrayFrame | null {
  if (typeof data !== 'string') return null;
  try {
    return xrayFrame.parse(JSON.parse(data));
  } catch {
    return null;
  }
}
