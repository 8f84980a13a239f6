import { CLOSE } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import { keepAlive } from './keep-alive.ts';

/** Somebody who looks at one thing: what is known already, then frames as they come. */
export interface FrameViewer {
  /** A frame, as JSON: it is encoded once for all viewers. */
  onFrame(json: string): void;
  /** What was looked at is gone. */
  onGone(): void;
}

interface Viewing {
  hello: string;
  leave: () => void;
}

export interface ViewerOptions {
  /** "machine" */
  what: string;
  /** A viewer that has this much unread misses frames; the next one that it gets is whole all the same. */
  unreadLimitBytes: number;
  /** Null when there is no such thing. */
  view: (viewer: FrameViewer) => Viewing | null;
}

/** Serves a socket that only listens. */
export function serveViewer(socket: WebSocket, { what, unreadLimitBytes, view }: ViewerOptions): void {
  const viewing = view({
    onFrame: (json) => {
      if (socket.bufferedAmount <= unreadLimitBytes) socket.send(json);
    },
    onGone: () => socket.close(CLOSE.notFound, `the ${what} was deleted`),
  });
  if (viewing === null) {
    socket.close(CLOSE.notFound, `no such ${what}`);
    return;
  }
  socket.send(viewing.hello);
  socket.once('close', viewing.leave);
  keepAlive(socket);
  // This socket goes one way.
  socket.on('message', () => socket.close(CLOSE.badMessage, 'this socket only listens'));
}
