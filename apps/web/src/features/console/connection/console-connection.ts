import { CLOSE } from '@umlaut/contracts/ws';
import type { ConsoleClientMessage, ConsoleServerMessage } from '@umlaut/contracts/ws';
import { reconnectDelay } from '../../../live/backoff.ts';
import { letGoOf } from '../../../live/let-go-of.ts';
import { AckPacer } from './ack-pacer.ts';
import { closeRefusal } from './close-refusal.ts';
import type { WindowSize } from './console-address.ts';
import type { ConsolePhase, ConsoleSnapshot } from './console-state.ts';
import { ConsoleStream } from './console-stream.ts';
import { stillRefused } from './keyboard-state.ts';
import { parseServerMessage } from './server-message.ts';
import { splitInput } from './split-input.ts';
import type { TerminalPort } from './terminal-port.ts';

/** The part of a browser's WebSocket that a console needs. */
export type SocketPort = Pick<
  WebSocket,
  'binaryType' | 'readyState' | 'onmessage' | 'onclose' | 'send' | 'close'
>;

export interface ConsoleConnectionOptions {
  terminal: TerminalPort;
  /** Address for one connection: see `consoleUrl`. */
  url(query: { from: number | null; size: WindowSize | null; tail?: number }): string;
  /** How much of the log to begin with; absent: as much as the server thinks fit. */
  tail?: number;
  openSocket(url: string): SocketPort;
  /** The window size to claim on connecting; null when this viewer should not decide, e.g. while hidden. */
  claimSize(): WindowSize | null;
  /** Connects with `begin` only. */
  asleep?: boolean;
  /** Subscribes to the page's wake-ups (`onWake`); returns the unsubscription. */
  onWake(callback: (why: 'online' | 'visible') => void): () => void;
}

/** A connection that has not said `hello` within this time is given up, milliseconds. */
export const HELLO_DEADLINE_MS = 10_000;
/** A machine whose monitor is being started answers `unreachable` for a moment: no reason to worry anybody. */
const QUIET_ATTEMPTS = 4;
const OPEN = 1;

/**
 * Keeps one console of one machine connected: owns the WebSocket, resumes exactly where the terminal
 * stands, acknowledges what the terminal has parsed, and tells how it is going. No React.
 */
export class ConsoleConnection {
  readonly #options: ConsoleConnectionOptions;
  readonly #stream: ConsoleStream;
  readonly #acks = new AckPacer((offset) => this.#send({ type: 'ack', offset }));
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #socket: SocketPort | null = null;
  #snapshot: ConsoleSnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #run: string | null = null;
  #closed = false;
  #asleep: boolean;
  /** The server said `ended` on the present connection, or the last one. */
  #ended = false;
  /** How much of the log to begin with; undefined: as much as the server thinks fit. */
  #tail: number | undefined;

  constructor(options: ConsoleConnectionOptions) {
    this.#options = options;
    this.#tail = options.tail;
    this.#stream = new ConsoleStream(options.terminal, () => this.#onParsed());
    this.#snapshot = {
      phase: { kind: 'connecting' },
      replaying: true,
      outputInRun: false,
      size: null,
      primary: false,
      viewers: null,
      refusal: null,
      hasEarlier: false,
    };
    this.#stopListening = options.onWake((why) => this.#onWake(why));
    this.#asleep = options.asleep ?? false;
    if (!this.#asleep) this.#connect();
  }

  /** Connects for the first time, when it was made asleep. */
  begin(): void {
    if (!this.#asleep || this.#closed) return;
    this.#asleep = false;
    this.#connect();
  }

  /** Bytes that the terminal was given since it was last empty. */
  get givenBytes(): number {
    return (this.#stream.position ?? this.#stream.first) - this.#stream.first;
  }

  /** Changes identity whenever something in it changes. */
  get snapshot(): ConsoleSnapshot {
    return this.#snapshot;
  }

  /** True while terminal answers belong to bytes from before the connection and must go nowhere. */
  get replaying(): boolean {
    return this.#stream.replaying;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Says which run of the machine is under way (`bootId`), or that none is. A new run is connected to at
   * once; while one is expected, history alone does not end the attempts.
   */
  setRun(run: string | null): void {
    if (run === this.#run) return;
    this.#run = run;
    const { kind } = this.#snapshot.phase;
    if (run === null || kind === 'live') return;
    this.#stream.expectRun();
    this.#refresh();
    if (kind !== 'connecting') this.reconnect();
  }

  /** Begins anew with that much of the log before its end; the terminal is emptied first. */
  reread(tail: number): void {
    this.#tail = tail;
    this.#stream.restart();
    this.reconnect();
  }

  /** Connects anew at once, e.g. when another sign shows that the server is back. */
  reconnect(): void {
    if (this.#closed || this.#asleep) return;
    this.#attempt = 0;
    this.#drop();
    this.#connect();
  }

  /** Sends what a person typed or pasted. False when it could not be sent: nothing is kept for later. */
  sendInput(bytes: Uint8Array<ArrayBuffer>): boolean {
    if (this.#snapshot.phase.kind !== 'live' || this.#socket?.readyState !== OPEN) return false;
    // It was about what came before; if there is still no room, the server says so again.
    if (this.#snapshot.refusal?.reason === 'full') this.forgetRefusal();
    for (const frame of splitInput(bytes)) this.#socket.send(frame);
    return true;
  }

  /** Sends an answer of the terminal itself; dropped while replaying. */
  sendReply(data: string): void {
    if (this.#snapshot.phase.kind !== 'live' || this.#stream.replaying) return;
    this.#send({ type: 'reply', data });
  }

  /** Takes the keyboard, hands it over or lets go of it. */
  askKeyboard(message: Extract<ConsoleClientMessage, { type: 'take' | 'give' | 'release' }>): void {
    if (this.#snapshot.phase.kind === 'live') this.#send(message);
  }

  forgetRefusal(): void {
    this.#update({ refusal: null });
  }

  resize(size: WindowSize): void {
    const known = this.#snapshot.size;
    if (this.#snapshot.phase.kind !== 'live') return;
    if (known?.cols === size.cols && known.rows === size.rows) return;
    this.#update({ size });
    this.#send({ type: 'resize', ...size });
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    this.#drop();
    this.#listeners.clear();
  }

  #connect(): void {
    const from = this.#stream.position;
    const tail = this.#tail === undefined ? {} : { tail: this.#tail };
    const url = this.#options.url({ from, size: this.#options.claimSize(), ...tail });
    const socket = this.#options.openSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event) => this.#onMessage(event.data);
    socket.onclose = (event) => this.#onClose(event.code);
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#giveUp(), HELLO_DEADLINE_MS);
    if (this.#snapshot.phase.kind !== 'history' && this.#snapshot.phase.kind !== 'ended') {
      this.#update({ phase: { kind: 'connecting' } });
    }
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#acks.stop();
    letGoOf(this.#socket);
    this.#socket = null;
  }

  #giveUp(): void {
    this.#drop();
    this.#retryLater();
  }

  #onMessage(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.#stream.bytes(new Uint8Array(data));
      this.#refresh();
      return;
    }
    const message = parseServerMessage(data);
    if (message === null) this.#giveUp();
    else this.#onControl(message);
  }

  #onControl(message: ConsoleServerMessage): void {
    switch (message.type) {
      case 'hello':
        clearTimeout(this.#timer);
        this.#ended = false;
        this.#acks.start(message.offset);
        this.#stream.hello(message.offset, message.end);
        if (message.live) this.#attempt = 0;
        this.#update({
          phase: { kind: message.live ? 'live' : 'history' },
          size: { cols: message.cols, rows: message.rows },
          primary: false,
          refusal: null,
          hasEarlier: this.#stream.first > message.oldest,
          replaying: this.#stream.replaying,
          ...(message.live ? {} : { viewers: null }),
        });
        break;
      case 'skip':
        this.#stream.skip(message.to);
        break;
      case 'boot':
        this.#stream.boot(message.offset, new Date(message.at));
        break;
      case 'size':
        this.#update({ size: { cols: message.cols, rows: message.rows } });
        break;
      case 'primary':
        this.#update({ primary: message.primary });
        break;
      case 'viewers': {
        const { viewers, refusal } = this.#snapshot;
        this.#update({
          viewers: message,
          ...(stillRefused(refusal, viewers, message) ? {} : { refusal: null }),
        });
        break;
      }
      case 'refused':
        this.#update({ refusal: message });
        break;
      case 'ended':
        this.#ended = true;
        if (this.#snapshot.phase.kind === 'live') {
          this.#update({ phase: { kind: 'ended' }, primary: false, viewers: null, refusal: null });
        }
        break;
    }
    this.#refresh();
  }

  #onClose(code: number): void {
    this.#drop();
    const { kind } = this.#snapshot.phase;
    const refusal = closeRefusal(code);
    if (refusal !== null) {
      this.#update({ phase: { kind: 'failed', error: refusal }, primary: false });
    } else if (this.#ended && this.#run === null) {
      this.#refresh();
    } else if (kind === 'connecting' && code === CLOSE.unreachable && this.#attempt < QUIET_ATTEMPTS) {
      this.#retryQuietly();
    } else {
      this.#retryLater();
    }
  }

  #retryQuietly(): number {
    this.#attempt++;
    const delay = reconnectDelay(this.#attempt, Math.random());
    this.#timer = setTimeout(() => this.#connect(), delay);
    return delay;
  }

  #retryLater(): void {
    const delay = this.#retryQuietly();
    const { kind } = this.#snapshot.phase;
    // Waiting for the next run to become reachable is no fault worth a warning.
    if (kind === 'history' || kind === 'ended') return;
    this.#update({
      phase: { kind: 'reconnecting', attempt: this.#attempt, retryAt: Date.now() + delay },
      primary: false,
    });
  }

  #onWake(why: 'online' | 'visible'): void {
    const { kind } = this.#snapshot.phase;
    if (kind === 'reconnecting' || (why === 'online' && kind === 'live')) this.reconnect();
  }

  #onParsed(): void {
    this.#acks.parsed(this.#stream.parsed, !this.#stream.pending);
    this.#refresh();
  }

  #send(message: ConsoleClientMessage): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Takes over what the stream knows; cheap enough for every chunk. */
  #refresh(): void {
    const { replaying, outputInRun } = this.#stream;
    if (replaying === this.#snapshot.replaying && outputInRun === this.#snapshot.outputInRun) return;
    this.#update({ replaying, outputInRun });
  }

  #update(change: Partial<ConsoleSnapshot> & { phase?: ConsolePhase }): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
