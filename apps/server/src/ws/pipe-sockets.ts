import { CLOSE } from '@umlaut/contracts/ws';
import type { RawData, WebSocket } from 'ws';

/** Unsent bytes towards one side at which the other is not read any more, and at which it is again. */
const HIGH_WATER_BYTES = 1024 * 1024;
const LOW_WATER_BYTES = 256 * 1024;
/** Whether a frame passes. */
export type Admit = (data: RawData, isBinary: boolean) => boolean;

const NORMAL = 1000;
const GOING_AWAY = 1001;

/**
 * Joins a viewer with its monitor: frames pass as they are, text or binary, without being looked at. A side
 * that does not read stops the other; close codes are handed on.
 * @param upstream may still be connecting; the viewer's frames wait for it.
 * @param admit which of the viewer's frames pass
 */
export function pipeSockets(viewer: WebSocket, upstream: WebSocket, admit: Admit = () => true): void {
  viewer.pause();
  upstream.once('open', () => viewer.resume());
  forward(viewer, upstream, admit);
  forward(upstream, viewer, () => true);
  viewer.once('close', (code) => closeWith(upstream, code));
  upstream.once('close', (code, reason) => closeWith(viewer, code, reason.toString()));
}

function forward(from: WebSocket, to: WebSocket, admit: Admit): void {
  let isPaused = false;
  const onSent = (): void => {
    if (!isPaused || to.bufferedAmount > LOW_WATER_BYTES) return;
    isPaused = false;
    from.resume();
  };
  from.on('message', (data: RawData, isBinary: boolean) => {
    if (to.readyState !== to.OPEN || !admit(data, isBinary)) return;
    to.send(data, { binary: isBinary }, onSent);
    if (isPaused || to.bufferedAmount <= HIGH_WATER_BYTES) return;
    isPaused = true;
    from.pause();
  });
}

/**
 * 1005 and 1006 say that there was no close frame, and may not be sent in one: a monitor that vanished is
 * unreachable, a viewer that vanished has gone away.
 */
function closeWith(socket: WebSocket, code: number, reason = ''): void {
  if (socket.readyState === socket.CONNECTING) return socket.terminate();
  // A paused socket would never see the answer to its close frame.
  socket.resume();
  const isSendable = code === NORMAL || (code >= 3000 && code <= 4999);
  socket.close(isSendable ? code : code === GOING_AWAY ? NORMAL : CLOSE.unreachable, reason);
}
