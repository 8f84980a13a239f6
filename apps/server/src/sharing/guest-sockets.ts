import type { GuestLinkId } from '@umlaut/contracts/model';
import { CLOSE } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import type { GuestAdmission } from '../auth/principal.ts';

const REVOKED = 'This guest link was revoked.';

/** The connections of guests; each ends with its link. */
export class GuestSockets {
  readonly #open = new Map<GuestLinkId, Set<WebSocket>>();
  /** A guest may have been let in just before, and connect just after. */
  readonly #revoked = new Set<GuestLinkId>();

  add({ id, expiresAt }: GuestAdmission, socket: WebSocket): void {
    if (this.#revoked.has(id)) {
      socket.close(CLOSE.linkRevoked, REVOKED);
      return;
    }
    const sockets = this.#open.get(id) ?? new Set();
    this.#open.set(id, sockets.add(socket));
    const left = Math.max(0, expiresAt.getTime() - Date.now());
    const timer = setTimeout(() => socket.close(CLOSE.linkExpired, 'This guest link has expired.'), left);
    socket.once('close', () => {
      clearTimeout(timer);
      sockets.delete(socket);
      if (sockets.size === 0 && this.#open.get(id) === sockets) this.#open.delete(id);
    });
  }

  count(id: GuestLinkId): number {
    return this.#open.get(id)?.size ?? 0;
  }

  revoke(id: GuestLinkId): void {
    this.#revoked.add(id);
    for (const socket of this.#open.get(id) ?? []) socket.close(CLOSE.linkRevoked, REVOKED);
  }
}
