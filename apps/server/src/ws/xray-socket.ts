import { machineId } from '@umlaut/contracts/model';
import type { WebSocket } from 'ws';
import type { XrayService } from '../xray/xray-service.ts';
import { serveViewer } from './serve-viewer.ts';

/** A viewer that has this much unread misses looks. */
export const UNREAD_LIMIT_BYTES = 256 * 1024;

/** One viewer of a machine's X-ray: what is known already, then every look. */
export function serveXray(xrays: Pick<XrayService, 'view'>, socket: WebSocket, machine: string): void {
  const id = machineId.safeParse(machine);
  serveViewer(socket, {
    what: 'machine',
    unreadLimitBytes: UNREAD_LIMIT_BYTES,
    view: (viewer) => (id.success ? xrays.view(id.data, viewer) : null),
  });
}
