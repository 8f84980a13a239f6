import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { StallGuard } from '@umlaut/core/console';
import type { PeerConsole } from './peer-console.ts';

/** As wetty's page: it says so after each 256 KiB that its terminal has parsed (client/wetty/flowcontrol). */
const COMMIT_CHARACTERS = 262_144;

/** What is used of socket.io-client, which is no dependency of ours. */
interface Socket {
  on(event: 'data', listener: (data: string) => void): void;
  on(event: 'login', listener: () => void): void;
  emit(event: 'input', data: string): void;
  emit(event: 'commit', size: number): void;
  emit(event: 'resize', size: { cols: number; rows: number }): void;
  disconnect(): void;
}
interface SocketIo {
  io(this: void, url: string, options: { path: string; reconnection: boolean }): Socket;
}

/** A terminal of wetty, over socket.io, as wetty's own page has it: the same protocol and acknowledgements. */
export class WettyConsole implements PeerConsole, Disposable {
  readonly label = 'the console of wetty';
  readonly #socket: Socket;
  readonly #guard = new StallGuard();
  readonly #nudge: () => void;
  #timer: NodeJS.Timeout | undefined;
  #uncommitted = 0;
  #isAided = true;
  #onBytes: (bytes: Uint8Array) => void = () => {};

  /** @param nudge sends SIGIO to UML, as our monitor does when output stalls: wetty knows nothing of that */
  constructor(installed: string, url: string, nudge: () => void) {
    this.#nudge = nudge;
    const { io } = createRequire(join(installed, 'package.json'))('socket.io-client') as SocketIo;
    this.#socket = io(url, { path: '/socket.io', reconnection: false });
    this.#socket.on('data', (data) => this.#onData(data));
    // wetty listens only once the program runs.
    this.#socket.on('login', () => this.#socket.emit('resize', { cols: 80, rows: 24 }));
  }

  get isAided(): boolean {
    return this.#isAided;
  }

  set isAided(isAided: boolean) {
    this.#isAided = isAided;
    if (isAided) this.#nudge();
  }

  write(text: string): void {
    this.#socket.emit('input', text);
  }

  listen(onBytes: (bytes: Uint8Array) => void): void {
    this.#onBytes = onBytes;
  }

  #onData(data: string): void {
    const delay = this.#guard.onBytes(data.length, performance.now(), true);
    if (delay !== null) this.#arm(delay);
    this.#onBytes(Buffer.from(data, 'utf8'));
    this.#uncommitted += data.length;
    if (this.#uncommitted < COMMIT_CHARACTERS) return;
    this.#uncommitted -= COMMIT_CHARACTERS;
    this.#socket.emit('commit', COMMIT_CHARACTERS);
  }

  #arm(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { nudge, nextMs } = this.#guard.onTimer(performance.now());
      if (nextMs !== null) this.#arm(nextMs);
      if (nudge && this.#isAided) this.#nudge();
    }, delayMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#socket.disconnect();
  }
}
