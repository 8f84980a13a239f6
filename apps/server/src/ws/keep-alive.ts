import { HEARTBEAT_MS } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';

/** Heartbeats that may pass without a pong before a connection counts as dead. */
const MAX_SILENT_BEATS = 3;

/** Drops a connection at whose other end nobody is any more. `onBeat` is called at each heartbeat. */
export function keepAlive(socket: WebSocket, onBeat: () => void = () => {}): void {
  let silentBeats = 0;
  socket.on('pong', () => (silentBeats = 0));
  const heart = setInterval(() => {
    if (socket.readyState !== socket.OPEN || ++silentBeats > MAX_SILENT_BEATS) {
      socket.terminate();
      return;
    }
    socket.ping();
    onBeat();
  }, HEARTBEAT_MS);
  socket.once('close', () => clearInterval(heart));
}
