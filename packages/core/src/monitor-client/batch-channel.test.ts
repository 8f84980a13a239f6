import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { BatchChannel } from './batch-channel.ts';

/** Open, and never answered. */
class SilentSocket extends EventEmitter {
  readonly readyState = WebSocket.OPEN;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }
}

it('asks nothing where there is nothing to ask', async () => {
  const socket = new SilentSocket();
  const channel = new BatchChannel(socket as unknown as WebSocket);
  expect(await channel.ask([], 1_000)).toEqual([]);
  expect(socket.sent).toEqual([]);
});
