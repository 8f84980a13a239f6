import { labId } from '@umlaut/contracts/model';
import type { WebSocket } from 'ws';
import type { LabLive } from '../labs/lab-live.ts';
import { serveViewer } from './serve-viewer.ts';

const UNREAD_LIMIT_BYTES = 1024 * 1024;

/** One viewer of what happens in a lab. */
export function serveLab(labs: Pick<LabLive, 'view'>, socket: WebSocket, lab: string): void {
  const id = labId.safeParse(lab);
  serveViewer(socket, {
    what: 'lab',
    unreadLimitBytes: UNREAD_LIMIT_BYTES,
    view: (viewer) => (id.success ? labs.view(id.data, viewer) : null),
  });
}
