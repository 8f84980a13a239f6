import type { ConsoleName } from '@umlaut/contracts/model';
import {
  CLOSE,
  CONSOLE_ACK_BYTES,
  DEFAULT_TAIL_BYTES,
  MAX_INPUT_FRAME_BYTES,
  type ConsoleClientMessage,
  type ConsoleServerMessage,
} from '@umlaut/contracts/ws';
import { MAX_CLIENT_MESSAGE_BYTES, parseClientMessage } from './client-message.ts';
import { ViewerFlow } from './flow-control.ts';
import type { LogView } from './log-view.ts';
import { tailStart } from './replay-start.ts';
import { MAX_FRAME_BYTES, type FramePool } from './frame-pool.ts';
import type { ViewerSocket } from './viewer-socket.ts';

/** Output waits for the kernel to take what was sent before; the rest of the window stays in the log. */
const MAX_BUFFERED_BYTES = 262_144;
/** Room left over by other frames is not worth a frame of its own. */
const MIN_ROOM_BYTES = 16_384;
/** Twice of what is acknowledged at a time (CONSOLE_ACK_BYTES), and a frame. */
const KEEPS_UP_BYTES = 2 * CONSOLE_ACK_BYTES + MAX_FRAME_BYTES;
/** Control messages are not held back, so a viewer that reads nothing at all is cut off here. */
const MAX_BUFFERED_CONTROL_BYTES = 2_097_152;

export interface ConsoleViewerOptions {
  socket: ViewerSocket;
  log: LogView;
  frames: FramePool;
  /** Offset of the first byte to send. */
  offset: number;
  /** Skip only what the log has lost. */
  lossless: boolean;
  hello: { console: ConsoleName; cols: number; rows: number; live: boolean };
  onInput: (bytes: Buffer) => void;
  onMessage: (message: Exclude<ConsoleClientMessage, { type: 'ack' }>) => void;
  /** The viewer acknowledged something, or was just told of the end. */
  onProgress: () => void;
  /** The connection is gone, whoever ended it. Called once. */
  onGone: () => void;
}

/**
 * One viewer of one console: feeds it from the log by its own cursor, so that it slows nobody. Sends
 * nothing until the first `pump`, but the hello.
 */
export class ConsoleViewer {
  readonly #socket: ViewerSocket;
  readonly #log: LogView;
  readonly #options: ConsoleViewerOptions;
  readonly #flow: ViewerFlow;
  #bootSequence: number;
  /** Open; then `finish` was called; then `ended` was sent; then closed. */
  #stage: 'open' | 'finishing' | 'ended' | 'closed' = 'open';

  constructor(options: ConsoleViewerOptions) {
    const { socket, log, offset, hello } = options;
    this.#options = options;
    this.#socket = socket;
    this.#log = log;
    this.#flow = new ViewerFlow(offset, log.end);
    this.#bootSequence = log.firstBootFrom(offset);
    socket.onMessage((data, isBinary) => this.#receive(data, isBinary));
    socket.onClose(() => {
      this.#stage = 'closed';
      options.onGone();
    });
    this.send({ type: 'hello', ...hello, oldest: log.oldest, offset, end: log.end });
  }

  /** Whether everything and `ended` was sent. */
  get hasEnded(): boolean {
    return this.#stage === 'ended';
  }

  /** Whether it has nearly all that there is: what it has yet to parse is little. */
  get keepsUp(): boolean {
    return this.#log.end - this.#flow.cursor + this.#flow.inFlight <= KEEPS_UP_BYTES;
  }

  /** Whether all that was sent is acknowledged. */
  get hasAcknowledged(): boolean {
    return this.#flow.inFlight === 0;
  }

  /** Whether live output was sent: before, an answer of the terminal can only be to replayed history. */
  get pastReplay(): boolean {
    return this.#flow.pastReplay;
  }

  send(message: ConsoleServerMessage): void {
    if (this.#stage === 'closed') return;
    if (this.#socket.bufferedBytes > MAX_BUFFERED_CONTROL_BYTES) {
      this.close(CLOSE.tooSlow, 'too much unread');
      return;
    }
    this.#socket.sendText(JSON.stringify(message));
  }

  /** Sends as much as the log has and the window allows. */
  pump(): void {
    while (this.#stage === 'open' || this.#stage === 'finishing') {
      const room = Math.min(this.#flow.window, MAX_BUFFERED_BYTES - this.#socket.bufferedBytes);
      if (room < Math.min(MIN_ROOM_BYTES, this.#log.end - this.#flow.cursor)) return;
      this.#skipIfOvertaken();
      const nextBoot = this.#announceBoots();
      const { cursor } = this.#flow;
      const length = Math.min(room, MAX_FRAME_BYTES, nextBoot - cursor, this.#log.end - cursor);
      if (length === 0) {
        this.#sendEnded();
        return;
      }
      this.#sendFrame(length);
    }
  }

  /** No more output will come: `ended` follows once all of it is sent. */
  finish(): void {
    if (this.#stage === 'open') this.#stage = 'finishing';
    this.pump();
  }

  close(code: number, reason: string): void {
    if (this.#stage === 'closed') return;
    this.#stage = 'closed';
    this.#socket.close(code, reason);
  }

  #sendFrame(length: number): void {
    const { frames } = this.#options;
    const buffer = frames.take(length);
    const { offset, bytes } = this.#log.read(this.#flow.cursor, length, buffer);
    if (offset > this.#flow.cursor) {
      frames.give(buffer);
      this.#skipTo(offset);
      return;
    }
    this.#flow.sent(bytes.length);
    this.#socket.sendBytes(bytes, () => {
      frames.give(buffer);
      this.pump();
    });
  }

  #sendEnded(): void {
    if (this.#stage !== 'finishing') return;
    this.send({ type: 'ended', offset: this.#flow.cursor });
    if (this.#stage === 'finishing') this.#stage = 'ended';
    this.#options.onProgress();
  }

  #skipIfOvertaken(): void {
    const { oldest, end } = this.#log;
    const mustHurry = !this.#options.lossless && this.#flow.isTooFarBehind(end);
    if (this.#flow.cursor >= oldest && !mustHurry) return;
    this.#skipTo(this.#options.lossless ? oldest : tailStart(this.#log, DEFAULT_TAIL_BYTES));
  }

  #skipTo(to: number): void {
    const from = this.#flow.cursor;
    if (to <= from) return;
    this.#flow.skipTo(to);
    this.send({ type: 'skip', from, to });
  }

  /** Tells of every run that begins at or before the cursor; returns where the next one does. */
  #announceBoots(): number {
    for (;;) {
      const next = this.#log.bootAt(this.#bootSequence);
      if (next === null) return Number.POSITIVE_INFINITY;
      const { offset, at } = next.boot;
      if (offset > this.#flow.cursor) return offset;
      this.#bootSequence = next.sequence + 1;
      this.send({ type: 'boot', offset, at });
    }
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#stage === 'closed') return;
    if (isBinary) {
      if (data.length > MAX_INPUT_FRAME_BYTES) this.close(CLOSE.badMessage, 'input frame too long');
      else this.#options.onInput(data);
      return;
    }
    const message =
      data.length > MAX_CLIENT_MESSAGE_BYTES ? 'message too long' : parseClientMessage(data.toString());
    if (typeof message === 'string') {
      this.close(CLOSE.badMessage, message);
    } else if (message.type === 'ack') {
      this.#flow.ack(message.offset);
      this.pump();
      this.#options.onProgress();
    } else {
      this.#options.onMessage(message);
    }
  }
}
