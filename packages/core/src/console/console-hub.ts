import type { ConsoleName } from '@umlaut/contracts/model';
import { CLOSE, type ConsoleClientMessage } from '@umlaut/contracts/ws';
import type { ConsoleLog } from './console-log.ts';
import type { ConsoleQuery } from './console-query.ts';
import { ConsoleViewer } from './console-viewer.ts';
import { FramePool } from './frame-pool.ts';
import { replayStart } from './replay-start.ts';
import { SendPacer } from './send-pacer.ts';
import type { ViewerSocket } from './viewer-socket.ts';

/** How long `end` lets slow viewers catch up; they find the rest in the history. */
const END_DEADLINE_MS = 2_000;

export interface ConsoleHubOptions {
  name: ConsoleName;
  /** Stays the caller's to close, after `end`. */
  log: ConsoleLog;
  /** Takes keystrokes for the guest; must not block. */
  writeInput: (bytes: Uint8Array) => void;
  resize: (cols: number, rows: number) => void;
  /** Window size until a viewer says otherwise. */
  cols: number;
  rows: number;
}

/**
 * One running console with any number of viewers: output goes to the log and from there to each viewer at
 * its own pace; input of all is merged in the order of arrival. Lives over guest reboots.
 */
export class ConsoleHub {
  readonly #options: ConsoleHubOptions;
  readonly #log: ConsoleLog;
  readonly #frames = new FramePool();
  readonly #pacer = new SendPacer();
  /** In the order of their latest typing or resizing: the last one is primary. */
  readonly #viewers = new Set<ConsoleViewer>();
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
    if (query.size !== null && !this.#ended) this.#resize(query.size.cols, query.size.rows, null);
    const viewer: ConsoleViewer = new ConsoleViewer({
      socket,
      log: this.#log,
      frames: this.#frames,
      lossless: query.lossless,
      offset: replayStart(this.#log, query),
      hello: { console: this.#options.name, ...this.size, live: !this.#ended },
      onInput: (bytes) => this.#input(viewer, bytes),
      onMessage: (message) => this.#receive(viewer, message),
      onProgress: () => this.#closeIfEnded(viewer),
      onGone: () => this.#remove(viewer),
    });
    this.#viewers.add(viewer);
    if (query.size !== null || this.#primary === null) this.#makePrimary(viewer);
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
    if (this.#viewers.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEmpty = resolve;
    const deadline = setTimeout(resolve, END_DEADLINE_MS);
    for (const viewer of this.#viewers) viewer.finish();
    await promise;
    clearTimeout(deadline);
    for (const viewer of this.#viewers) viewer.close(CLOSE.ended, 'the run ended');
  }

  #flush(): void {
    if (this.#sendTimer !== null) clearTimeout(this.#sendTimer);
    this.#sendTimer = null;
    this.#pacer.onSent(performance.now());
    for (const viewer of this.#viewers) viewer.pump();
  }

  /** A live viewer need not acknowledge the end: it has a cursor to come back with. */
  #closeIfEnded(viewer: ConsoleViewer): void {
    if (viewer.hasEnded) viewer.close(CLOSE.ended, 'the run ended');
  }

  #input(viewer: ConsoleViewer, bytes: Buffer): void {
    if (this.#ended) return;
    this.#makePrimary(viewer);
    this.#options.writeInput(bytes);
  }

  #receive(viewer: ConsoleViewer, message: Exclude<ConsoleClientMessage, { type: 'ack' }>): void {
    if (this.#ended) return;
    switch (message.type) {
      case 'resize':
        this.#makePrimary(viewer);
        this.#resize(message.cols, message.rows, viewer);
        break;
      case 'reply':
        if (viewer === this.#primary && viewer.pastReplay) {
          this.#options.writeInput(Buffer.from(message.data));
        }
        break;
    }
  }

  #resize(cols: number, rows: number, by: ConsoleViewer | null): void {
    if (cols === this.#cols && rows === this.#rows) return;
    this.#cols = cols;
    this.#rows = rows;
    this.#log.setSize(cols, rows);
    this.#options.resize(cols, rows);
    for (const viewer of this.#viewers) {
      if (viewer !== by) viewer.send({ type: 'size', cols, rows });
    }
  }

  #makePrimary(viewer: ConsoleViewer): void {
    if (viewer === this.#primary) return;
    this.#primary?.send({ type: 'primary', primary: false });
    this.#primary = viewer;
    this.#viewers.delete(viewer);
    this.#viewers.add(viewer);
    viewer.send({ type: 'primary', primary: true });
  }

  #remove(viewer: ConsoleViewer): void {
    this.#viewers.delete(viewer);
    if (viewer === this.#primary) {
      this.#primary = null;
      const latest = [...this.#viewers].at(-1);
      if (latest !== undefined && !this.#ended) this.#makePrimary(latest);
    }
    if (this.#viewers.size === 0) this.#onEmpty();
  }
}
