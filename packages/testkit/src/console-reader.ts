import { consoleServerMessage, type ConsoleServerMessage } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import { expectSoon } from './wait-until.ts';

/** Reads one console over its WebSocket as a terminal would, acknowledging what it got. */
export class ConsoleReader implements Disposable {
  readonly socket: WebSocket;
  readonly messages: ConsoleServerMessage[] = [];
  /** Why the connection ended, once it did. */
  closeCode: number | null = null;
  #text = '';
  #offset = 0;
  /** Where the next expectation starts to look. */
  #seen = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data, isBinary) => {
      const bytes = data as Buffer;
      if (!isBinary) return this.#control(consoleServerMessage.parse(JSON.parse(bytes.toString('utf8'))));
      this.#text += bytes.toString('latin1');
      this.#offset += bytes.length;
      socket.send(JSON.stringify({ type: 'ack', offset: this.#offset }));
    });
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => {});
  }

  /** Everything that came so far, one character per byte. */
  get text(): string {
    return this.#text;
  }

  /** Waits for a pattern in what came since the last match. @returns the match */
  async expect(pattern: RegExp, timeoutMs = 20_000): Promise<RegExpExecArray> {
    let match: RegExpExecArray | null = null;
    const found = (): boolean => (match = pattern.exec(this.#text.slice(this.#seen))) !== null;
    await expectSoon(`${pattern} on the console`, found, timeoutMs).catch((cause: unknown) => {
      throw new Error(`No ${pattern} in ${JSON.stringify(this.#text.slice(this.#seen).slice(-2000))}`, {
        cause,
      });
    });
    const hit = match as unknown as RegExpExecArray;
    this.#seen += hit.index + hit[0].length;
    return hit;
  }

  /** Types one line. */
  type(line: string): void {
    this.socket.send(Buffer.from(`${line}\n`));
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #control(message: ConsoleServerMessage): void {
    this.messages.push(message);
    if (message.type === 'hello') this.#offset = message.offset;
    if (message.type === 'skip') this.#offset = message.to;
  }
}
