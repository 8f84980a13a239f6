import { API_PREFIX } from '@umlaut/contracts/http';
import type { LabId } from '@umlaut/contracts/model';
import { useEffect, useState } from 'react';
import { useConnection } from '../../../live/connection-store.ts';
import { onPageEvent } from '../../../live/page-events.ts';
import { connectLab } from './lab-connection.ts';
import { createLiveStore, type LabLiveStore } from './live-store.ts';

/** The live state of a lab, from mount to unmount. */
export function useLabLive(labId: LabId): LabLiveStore {
  const [{ store, connection }] = useState(() => {
    const store = createLiveStore();
    const connection = connectLab({
      url: liveUrl(labId),
      openSocket: (url) => new WebSocket(url),
      isBusy: () => store.getState().isHeld,
      isHidden: () => document.visibilityState === 'hidden',
      onPage: onPageEvent,
      onState: store.receive,
      onPhase: (phase) => {
        store.setState({ phase });
      },
    });
    return { store, connection };
  });
  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  const isOnline = useConnection(({ state }) => state.phase === 'online');
  useEffect(() => {
    // The event stream notices first that the server is back.
    if (isOnline && store.getState().phase.kind === 'away') connection.reconnect();
  }, [isOnline, connection, store]);
  return store;
}

function liveUrl(labId: LabId): string {
  const url = new URL(`${API_PREFIX}/labs/${labId}/live`, globalThis.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
