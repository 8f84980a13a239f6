import { consoleServerMessage, type ConsoleServerMessage } from '@umlaut/contracts/ws';
import { vi } from 'vitest';
import type { ViewerSocket } from '../viewer-socket.ts';

/** The far end of a connection: a viewer that acknowledges when told to. Keeps every byte at its offset. */
export class TestViewer implements ViewerSocket {
  readonly messages: ConsoleServerMessage[] = [];
  readonly received: { offset: number; bytes: Buffer }[] = [];
  position = 0;
  closed: { code: number; reason: string } | null = null;
  bufferedBytes = 0;
  #onMessage = (_data: Buffer, _isBinary: boolean): void => undefined;
  #onClose = (): void => undefined;

  sendBytes(bytes: Uint8Array, onTaken: () => void): void {
    this.received.push({ offset: this.position, bytes: Buffer.from(bytes) });
    this.position += bytes.length;
    queueMicrotask(onTaken);
  }
  sendText(text: string): void {
    const message = consoleServerMessage.parse(JSON.parse(text));
    if (message.type === 'hello') this.position = message.offset;
    if (message.type === 'skip') {
      if (message.from !== this.position || message.to <= message.from) throw new Error(`bad ${text}`);
      this.position = message.to;
    }
    this.messages.push(message);
  }
  onMessage(callback: (data: Buffer, isBinary: boolean) => void): void {
    this.#onMessage = callback;
  }
  onClose(callback: () => void): void {
    this.#onClose = callback;
  }
  close(code = 1000, reason = ''): void {
    this.closed ??= { code, reason };
    this.#onClose();
  }

  type(text: string): void {
    this.#onMessage(Buffer.from(text), true);
  }
  say(message: unknown): void {
    this.#onMessage(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), false);
  }
  ack(offset = this.position): void {
    this.say({ type: 'ack', offset });
  }
  leave(): void {
    this.#onClose();
  }
  get text(): string {
    return Buffer.concat(this.received.map(({ bytes }) => bytes)).toString();
  }
  find<T extends ConsoleServerMessage['type']>(type: T): Extract<ConsoleServerMessage, { type: T }>[] {
    return this.messages.filter((m): m is Extract<ConsoleServerMessage, { type: T }> => m.type === type);
  }
  /** Who is there, as this viewer was told last. */
  get board(): Extract<ConsoleServerMessage, { type: 'viewers' }> | undefined {
    vi.advanceTimersByTime(50);
    return this.find('viewers').at(-1);
  }
}
