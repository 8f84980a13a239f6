import {
  CONSOLE_ACK_BYTES,
  MAX_INPUT_FRAME_BYTES,
  consoleServerMessage,
  type ConsoleClientMessage,
  type ConsoleServerMessage,
} from '@umlaut/contracts/ws';
import WebSocket, { type ClientOptions } from 'ws';
import { TextWaiter } from './text-waiter.ts';

type Message<T extends ConsoleServerMessage['type']> = Extract<ConsoleServerMessage, { type: T }>;

type KeyboardMessage = Extract<ConsoleClientMessage, { type: 'take' | 'give' | 'release' }>;

export interface ConsoleClientOptions {
  /**
   * Takes the bytes in order; `offset` is the log's offset of the first one. They are acknowledged when this
   * returns or resolves, so a slow one makes a slow viewer.
   */
  onBytes?: (bytes: Buffer, offset: number) => void | Promise<void>;
  onMessage?: (message: ConsoleServerMessage) => void;
  /** Keep no text for `expect`: for floods. */
  discardText?: boolean;
}

/**
 * A console for programs: the client side of docs/protocols/console-ws.md over a `ws` connection, with
 * acknowledgements. Owns the connection; a failed one is a closed one (code 1006).
 */
export class ConsoleClient implements Disposable {
  /** Resolves with the greeting; rejects when the connection ends before it. */
  readonly hello: Promise<Message<'hello'>>;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** All control messages so far. */
  readonly messages: ConsoleServerMessage[] = [];
  readonly #socket: WebSocket;
  readonly #options: ConsoleClientOptions;
  readonly #waiter = new TextWaiter();
  readonly #queue: (Buffer | string)[] = [];
  #isBusy = false;
  #position = 0;
  #acked = 0;

  constructor(socket: WebSocket, options: ConsoleClientOptions = {}) {
    this.#socket = socket;
    this.#options = options;
    const hello = Promise.withResolvers<Message<'hello'>>();
    const closed = Promise.withResolvers<{ code: number; reason: string }>();
    hello.promise.catch(() => undefined);
    this.hello = hello.promise;
    this.closed = closed.promise;
    let problem: unknown = null;
    socket.on('message', (data, isBinary) => this.#enqueue(isBinary, data as Buffer));
    socket.on('error', (error) => {
      problem = error;
    });
    socket.on('close', (code, reason) => {
      const error = new Error(`The console's connection ended with ${code} ${reason.toString()}`, {
        cause: problem,
      });
      this.#waiter.fail(error);
      hello.reject(error);
      closed.resolve({ code, reason: reason.toString() });
    });
    this.#onHello = hello.resolve;
  }

  readonly #onHello: (message: Message<'hello'>) => void;

  /**
   * Connects and waits for the greeting. `address` is `ws://HOST/api/v1/machines/ID/consoles/NAME` or a
   * monitor's `ws+unix:SOCKET:/v1/consoles/NAME`, with the query of the protocol.
   * @throws Error when there is no greeting
   */
  static async connect(
    address: string,
    options: ConsoleClientOptions & { headers?: Record<string, string> } = {},
  ): Promise<ConsoleClient> {
    const { headers = {}, ...rest } = options;
    const socketOptions: ClientOptions = { headers, perMessageDeflate: false, handshakeTimeout: 30_000 };
    const client = new ConsoleClient(new WebSocket(address, socketOptions), rest);
    await client.hello;
    return client;
  }

  /** Offset of the next byte: give it as `from` to go on exactly here. */
  get position(): number {
    return this.#position;
  }

  /** What came since the last match of `expect`, as UTF-8; the newest 1 MiB. */
  get text(): string {
    return this.#waiter.text;
  }

  messagesOf<T extends ConsoleServerMessage['type']>(type: T): Message<T>[] {
    return this.messages.filter((message): message is Message<T> => message.type === type);
  }

  /**
   * Waits for a pattern in the text since the last match.
   * @throws Error with the text when the deadline passes or the connection ends
   */
  async expect(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    return this.#waiter.expect(pattern, timeoutMs);
  }

  /** Types text or bytes, in frames that the protocol allows. */
  type(input: string | Uint8Array): void {
    const bytes = Buffer.from(input);
    for (let at = 0; at < bytes.length; at += MAX_INPUT_FRAME_BYTES) {
      this.#socket.send(bytes.subarray(at, at + MAX_INPUT_FRAME_BYTES));
    }
  }

  resize(cols: number, rows: number): void {
    this.#say({ type: 'resize', cols, rows });
  }

  /** Answers as the terminal itself, e.g. with the cursor's position. */
  reply(data: string): void {
    this.#say({ type: 'reply', data });
  }

  /** Asks for the keyboard, gives it on, or lets go of it. */
  askKeyboard(message: KeyboardMessage): void {
    this.#say(message);
  }

  async close(): Promise<void> {
    this.#socket.close(1000);
    await this.closed;
  }

  /** Drops the connection without a goodbye, as a lost network does. */
  [Symbol.dispose](): void {
    this.#socket.terminate();
  }

  #enqueue(isBinary: boolean, data: Buffer): void {
    this.#queue.push(isBinary ? data : data.toString());
    if (!this.#isBusy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isBusy = true;
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
      if (typeof item === 'string') {
        this.#receive(consoleServerMessage.parse(JSON.parse(item)));
        continue;
      }
      const pending = this.#options.onBytes?.(item, this.#position);
      if (pending !== undefined) await pending;
      this.#position += item.length;
      if (this.#options.discardText !== true) this.#waiter.push(item);
      if (this.#position - this.#acked >= CONSOLE_ACK_BYTES) this.#ack();
    }
    this.#isBusy = false;
  }

  #receive(message: ConsoleServerMessage): void {
    this.messages.push(message);
    if (message.type === 'hello') {
      this.#position = message.offset;
      this.#acked = message.offset;
      this.#onHello(message);
    }
    if (message.type === 'skip') this.#position = message.to;
    if (message.type === 'ended') this.#ack();
    this.#options.onMessage?.(message);
  }

  #ack(): void {
    this.#acked = this.#position;
    this.#say({ type: 'ack', offset: this.#acked });
  }

  #say(message: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
