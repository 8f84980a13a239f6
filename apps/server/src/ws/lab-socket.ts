import { labId } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import type { LabLive } from '../labs/lab-live.ts';
import { keepAlive } from './keep-alive.ts';

/** A viewer that has this much unread misses states; the next one that it gets is whole all the same. */
const UNREAD_LIMIT_BYTES = 1024 * 1024;

/** One viewer of what happens in a lab. */
export function serveLab(labs: Pick<LabLive, 'view'>, socket: WebSocket, lab: string): void {
  const id = labId.safeParse(lab);
  const viewing = id.success
    ? labs.view(id.data, {
        onFrame: (json) => {
          if (socket.bufferedAmount <= UNREAD_LIMIT_BYTES) socket.send(json);
        },
        onGone: () => socket.close(CLOSE.notFound, 'the lab was deleted'),
      })
    : null;
  if (viewing === null) {
    socket.close(CLOSE.notFound, 'no such lab');
    return;
  }
  socket.send(viewing.hello);
  socket.once('close', viewing.leave);
  keepAlive(socket);
  // This socket goes one way.
  socket.on('message', () => socket.close(CLOSE.badMessage, 'this socket only listens'));
}
