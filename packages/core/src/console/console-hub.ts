import type { ConsoleName } from '@umlaut/contracts/model';
import { CLOSE, type ConsoleClientMessage } from '@umlaut/contracts/ws';
import type { ConsoleLog } from './console-log.ts';
import type { ConsoleQuery } from './console-query.ts';
import { ConsoleViewer } from './console-viewer.ts';
import { FramePool } from './frame-pool.ts';
import { replayStart } from './replay-start.ts';
import { SendPacer } from './send-pacer.ts';
import { ViewerBoard, type Seat } from './viewer-board.ts';
import type { ViewerSocket } from './viewer-socket.ts';

/** How long `end` lets slow viewers catch up; they find the rest in the history. */
const END_DEADLINE_MS = 2_000;

export interface ConsoleHubOptions {
  name: ConsoleName;
  /** Stays the caller's to close, after `end`. */
  log: ConsoleLog;
  /** Takes keystrokes for the guest; must not block. False: some of it is dropped, too much waits already. */
  writeInput: (bytes: Uint8Array) => boolean;
  /** Sees what a person typed, before the guest does, and what that person is called. */
  onTyped?: (name: string, bytes: Uint8Array) => void;
  resize: (cols: number, rows: number) => void;
  /** Window size until a viewer says otherwise. */
  cols: number;
  rows: number;
}

/**
 * One running console with any number of viewers: output goes to the log and from there to each viewer at
 * its own pace; input of all that may type is merged in the order of arrival. Lives over guest reboots.
 */
export class ConsoleHub {
  readonly #options: ConsoleHubOptions;
  readonly #log: ConsoleLog;
  readonly #frames = new FramePool();
  readonly #pacer = new SendPacer();
  /** In the order of their latest typing or resizing: the last one is primary. */
  readonly #viewers = new Map<ConsoleViewer, Seat>();
  readonly #board = new ViewerBoard(() => this.#keepPrimary());
  #strangers = 0;
  #primary: ConsoleViewer | null = null;
  #cols: number;
  #rows: number;
  #sendTimer: NodeJS.Timeout | null = null;
  #ended = false;
  #onEmpty = (): void => undefined;

  constructor(options: ConsoleHubOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#cols = options.cols;
    this.#rows = options.rows;
    this.#log.setSize(this.#cols, this.#rows);
  }

  /** The window size in force, for the pty of the next run. */
  get size(): { cols: number; rows: number } {
    return { cols: this.#cols, rows: this.#rows };
  }

  get viewerCount(): number {
    return this.#viewers.size;
  }

  /** Somebody looks, and nobody has more to take in than a little. */
  get isAwaited(): boolean {
    return this.#viewers.size > 0 && this.#viewers.keys().every((viewer) => viewer.keepsUp);
  }

  /** Output of the guest, in order; `bytes` may be reused after the call. */
  push(bytes: Uint8Array): void {
    this.#log.append(bytes);
    if (this.#viewers.size === 0) return;
    const delay = this.#pacer.onOutput(bytes.length, performance.now());
    if (delay === 0) this.#flush();
    else if (delay !== null) this.#sendTimer ??= setTimeout(() => this.#flush(), delay);
  }

  /** A new run begins at the present end of the log. */
  markBoot(boot: { at: string; bootId: string }): void {
    this.#log.markBoot(boot);
    this.#flush();
  }

  /** Gives the connection to the hub, which greets it, replays and goes on with live output. */
  attach(socket: ViewerSocket, query: ConsoleQuery): void {
    const seat: Seat = {
      who: query.viewer ?? { id: `program-${++this.#strangers}`, name: 'program', access: 'type' },
      isTold: query.viewers,
      send: (message) => viewer.send(message),
    };
    const size = this.#board.mayType(seat) ? query.size : null;
    if (size !== null && !this.#ended) this.#resize(size.cols, size.rows, null);
    const viewer: ConsoleViewer = new ConsoleViewer({
      socket,
      log: this.#log,
      frames: this.#frames,
      lossless: query.lossless,
      offset: replayStart(this.#log, query),
      hello: { console: this.#options.name, ...this.size, live: !this.#ended },
      onInput: (bytes) => this.#input(viewer, seat, bytes),
      onMessage: (message) => this.#receive(viewer, seat, message),
      onProgress: () => this.#closeIfEnded(viewer),
      onGone: () => this.#remove(viewer),
    });
    this.#viewers.set(viewer, seat);
    if (!this.#ended) this.#board.join(seat);
    if (this.#board.mayType(seat) && (size !== null || this.#primary === null)) this.#makePrimary(viewer);
    else viewer.send({ type: 'primary', primary: false });
    viewer.pump();
    if (this.#ended) viewer.finish();
  }

  /**
   * The machine ended: viewers get the rest, `ended`, and close code 4000. Resolves when all are gone, after
   * two seconds at the latest. Later viewers get the history in the same way.
   */
  async end(): Promise<void> {
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
    this.#ended = true;
    this.#board.close();
    if (this.#viewers.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const deadline = setTimeout(resolve, END_DEADLINE_MS);
    for (const viewer of this.#viewers.keys()) viewer.finish();
    await promise;
    clearTimeout(deadline);
    for (const viewer of this.#viewers.keys()) viewer.close(CLOSE.ended, 'the run ended');
  }

  #flush(): void {
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
    this.#pacer.onSent(performance.now());
    for (const viewer of this.#viewers.keys()) viewer.pump();
  }

  /** A live viewer need not acknowledge the end: it has a cursor to come back with. */
  #closeIfEnded(viewer: ConsoleViewer): void {
    if (viewer.hasEnded) viewer.close(CLOSE.ended, 'the run ended');
  }

  #input(viewer: ConsoleViewer, seat: Seat, bytes: Buffer): void {
    if (this.#ended) return;
    if (!this.#board.mayType(seat)) {
      this.#board.refuseInput(seat, seat.who.access === 'view' ? 'read-only' : 'held');
      return;
    }
    this.#makePrimary(viewer);
    this.#options.onTyped?.(seat.who.name, bytes);
    this.#pacer.onInput();
    if (!this.#options.writeInput(bytes)) this.#board.refuseInput(seat, 'full');
  }

  #receive(viewer: ConsoleViewer, seat: Seat, message: Exclude<ConsoleClientMessage, { type: 'ack' }>): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'resize':
        if (!this.#board.mayType(seat)) {
          viewer.send({ type: 'size', ...this.size });
          break;
        }
        this.#makePrimary(viewer);
        this.#resize(message.cols, message.rows, viewer);
        break;
      case 'reply':
        if (viewer === this.#primary && viewer.pastReplay) {
          this.#pacer.onInput();
          this.#options.writeInput(Buffer.from(message.data));
        }
        break;
      case 'take':
      case 'give':
      case 'release':
        this.#board.ask(seat, message);
        break;
    }
  }

  #resize(cols: number, rows: number, by: ConsoleViewer | null): void {
    if (cols === this.#cols && rows === this.#rows) return;
    this.#cols = cols;
    this.#rows = rows;
    this.#log.setSize(cols, rows);
    this.#options.resize(cols, rows);
    for (const viewer of this.#viewers.keys()) {
      if (viewer !== by) viewer.send({ type: 'size', cols, rows });
    }
  }

  #makePrimary(viewer: ConsoleViewer): void {
    if (viewer === this.#primary) return;
    const seat = this.#viewers.get(viewer);
    this.#primary?.send({ type: 'primary', primary: false });
    this.#primary = viewer;
    if (seat !== undefined) {
      this.#viewers.delete(viewer);
      this.#viewers.set(viewer, seat);
    }
    viewer.send({ type: 'primary', primary: true });
  }

  /** Only the terminal of one who may type answers: the latest of them. */
  #keepPrimary(): void {
    if (this.#ended) return;
    const seat = this.#primary === null ? undefined : this.#viewers.get(this.#primary);
    if (seat !== undefined && this.#board.mayType(seat)) return;
    const latest = [...this.#viewers].findLast(([, other]) => this.#board.mayType(other))?.[0];
    if (latest !== undefined) this.#makePrimary(latest);
    else this.#primary?.send({ type: 'primary', primary: false });
    if (latest === undefined) this.#primary = null;
  }

  #remove(viewer: ConsoleViewer): void {
    const seat = this.#viewers.get(viewer);
    this.#viewers.delete(viewer);
    if (viewer === this.#primary) this.#primary = null;
    if (seat !== undefined && !this.#ended) this.#board.leave(seat);
    this.#keepPrimary();
    if (this.#viewers.size === 0) this.#onEmpty();
  }
}
