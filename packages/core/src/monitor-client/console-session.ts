import { UmlautError } from '@umlaut/contracts/errors';
import { consoleServerMessage, type ConsoleServerMessage } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';

const DEFAULT_TIMEOUT_MS = 60_000;
/** How much of what came instead an error tells. */
const TOLD_CHARACTERS = 2_000;

/**
 * Types and reads on one console, for programs: `expect` a prompt, `type` a line. Keeps everything that the
 * console put out, one character per byte, and acknowledges it, so that the monitor never holds back.
 */
export class ConsoleSession implements Disposable {
  readonly socket: WebSocket;
  /** Control messages so far, oldest first. */
  readonly messages: ConsoleServerMessage[] = [];
  #text = '';
  #offset = 0;
  /** Where the next expectation starts to look. */
  #seen = 0;
  #closeCode: number | null = null;
  #onChange = (): void => {};

  /** @param socket from MonitorClient.openConsole; belongs to the session from now on */
  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => {
      if (!Buffer.isBuffer(data)) throw new Error('A WebSocket message is one Buffer');
      if (isBinary) this.#output(data);
      else this.#control(consoleServerMessage.parse(JSON.parse(data.toString('utf8'))));
      this.#onChange();
    });
    socket.on('close', (code) => {
      this.#closeCode = code;
      this.#onChange();
    });
    socket.on('error', () => {});
  }

  get text(): string {
    return this.#text;
  }

  /** Why the connection ended, once it did; contracts/ws/close-codes.ts. */
  get closeCode(): number | null {
    return this.#closeCode;
  }

  /**
   * Waits for a pattern in what came since the last match. One at a time.
   * @throws UmlautError DEADLINE_EXCEEDED, or MACHINE_NOT_RUNNING when the console ended first
   */
  async expect(pattern: RegExp, timeoutMs: number = DEFAULT_TIMEOUT_MS): Promise<RegExpExecArray> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    let match = this.#match(pattern);
    this.#onChange = () => {
      match ??= this.#match(pattern);
      if (match !== null || this.#closeCode !== null) resolve();
    };
    this.#onChange();
    await promise;
    this.#onChange = () => {};
    clearTimeout(timer);
    if (match !== null) return match;
    const came = JSON.stringify(this.#text.slice(this.#seen).slice(-TOLD_CHARACTERS));
    throw this.#closeCode === null
      ? new UmlautError('DEADLINE_EXCEEDED', `No ${pattern} within ${timeoutMs} ms, but ${came}`)
      : new UmlautError('MACHINE_NOT_RUNNING', `The console ended before ${pattern}, after ${came}`);
  }

  /** Types one line and presses Enter. */
  type(line: string): void {
    this.socket.send(Buffer.from(`${line}\n`));
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.#text.slice(this.#seen));
    if (match !== null) this.#seen += match.index + match[0].length;
    return match;
  }

  #output(bytes: Buffer): void {
    this.#text += bytes.toString('latin1');
    this.#offset += bytes.length;
    this.socket.send(JSON.stringify({ type: 'ack', offset: this.#offset }));
  }

  #control(message: ConsoleServerMessage): void {
    this.messages.push(message);
    if (message.type === 'hello') this.#offset = message.offset;
    if (message.type === 'skip') this.#offset = message.to;
  }
}
