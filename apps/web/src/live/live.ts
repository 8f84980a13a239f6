import { API_PREFIX } from '@umlaut/contracts/http';
import type { NumberedEvent } from '@umlaut/contracts/ws';
import { api } from '../lib/api-client.ts';
import { queryClient } from '../lib/query-client.ts';
import { reportUnauthenticated } from '../lib/unauthenticated.ts';
import { useConnection } from './connection-store.ts';
import { EventSocket } from './event-socket.ts';
import { LiveCache } from './live-cache.ts';

/** The one projection of the server's events in this page. */
export const liveCache = new LiveCache(queryClient);

const socket = new EventSocket({
  url: eventsUrl,
  onEvent: (event) => liveCache.receive(event),
  onState: (state) => {
    useConnection.getState().set(state);
  },
  // A browser hides why an upgrade was refused; the session route tells: 401 reports itself.
  onRefused: () => {
    api.session.get().catch(() => undefined);
  },
  onUnauthenticated: reportUnauthenticated,
});

/** Opens the stream; for pages that need a session. Idempotent. */
export function startLive(): void {
  socket.start();
}

/** Closes the stream and forgets what it brought, when the session ends. */
export function stopLive(): void {
  socket.stop();
  liveCache.clear();
}

/** Reconnects at once. */
export function retryLive(): void {
  socket.retryNow();
}

/** Calls back for each new numbered event, after the lists know it. Returns the way to stop. */
export function onNumberedEvent(listener: (event: NumberedEvent) => void): () => void {
  liveCache.listeners.add(listener);
  return () => liveCache.listeners.delete(listener);
}

function eventsUrl(): string {
  const url = new URL(`${API_PREFIX}/events`, globalThis.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const { epoch, last } = liveCache.log;
  if (epoch !== null) {
    url.searchParams.set('epoch', epoch);
    url.searchParams.set('since', String(last));
  }
  return url.href;
}
