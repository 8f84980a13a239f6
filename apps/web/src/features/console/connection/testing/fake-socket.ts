import type { ConsoleServerMessage } from '@umlaut/contracts/ws';
import type { SocketPort } from '../console-connection.ts';

type ServerMessage = ConsoleServerMessage extends infer M
  ? M extends ConsoleServerMessage
    ? Omit<M, 'console'>
    : never
  : never;

/** The server's side of a connection, in a test's hands. */
export class FakeSocket implements SocketPort {
  binaryType: BinaryType = 'blob';
  readyState: SocketPort['readyState'] = 1;
  onmessage: SocketPort['onmessage'] = null;
  onclose: SocketPort['onclose'] = null;
  readonly url: URL;
  readonly frames: (string | Uint8Array)[] = [];
  closed = false;

  constructor(url: string) {
    this.url = new URL(url);
  }

  send(data: Parameters<SocketPort['send']>[0]): void {
    if (typeof data === 'string' || data instanceof Uint8Array) this.frames.push(data);
    else throw new TypeError('Neither text nor bytes');
  }

  close(): void {
    this.closed = true;
    this.readyState = 3;
  }

  get sent(): unknown[] {
    return this.frames
      .filter((frame) => typeof frame === 'string')
      .map((frame) => JSON.parse(frame) as unknown);
  }

  say(message: ServerMessage): void {
    this.text(JSON.stringify(message.type === 'hello' ? { ...message, console: 'con1' } : message));
  }

  hello(offset: number, end: number, live = true): void {
    this.say({ type: 'hello', oldest: 0, offset, end, cols: 80, rows: 24, live });
  }

  bytes(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    this.#hear(new Uint8Array(bytes).buffer);
  }

  text(text: string): void {
    this.#hear(text);
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.call(this as unknown as WebSocket, new CloseEvent('close', { code }));
  }

  #hear(data: unknown): void {
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent('message', { data }));
  }
}
