import { machineId } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import type { XrayService } from '../xray/xray-service.ts';
import { keepAlive } from './keep-alive.ts';

/** A viewer that has this much unread misses looks; the next one that it gets is whole all the same. */
export const UNREAD_LIMIT_BYTES = 256 * 1024;

/** One viewer of a machine's X-ray: what is known already, then every look. */
export function serveXray(xrays: Pick<XrayService, 'view'>, socket: WebSocket, machine: string): void {
  const id = machineId.safeParse(machine);
  const viewing = id.success
    ? xrays.view(id.data, {
        onFrame: (json) => {
          if (socket.bufferedAmount <= UNREAD_LIMIT_BYTES) socket.send(json);
        },
        onGone: () => socket.close(CLOSE.notFound, 'the machine was deleted'),
      })
    : null;
  if (viewing === null) {
    socket.close(CLOSE.notFound, 'no such machine');
    return;
  }
  socket.send(viewing.hello);
  socket.once('close', viewing.leave);
  keepAlive(socket);
  // This socket goes one way.
  socket.on('message', () => socket.close(CLOSE.badMessage, 'this socket only listens'));
}
