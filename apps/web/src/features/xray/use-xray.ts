import { API_PREFIX } from '@umlaut/contracts/http';
import type { MachineId } from '@umlaut/contracts/model';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../../live/connection-store.ts';
import { onPageEvent } from '../../live/page-events.ts';
import { XrayConnection } from './xray-connection.ts';
import { recallXray, rememberXray } from './xray-memory.ts';
import type { XraySnapshot } from './xray-state.ts';

/** The live X-ray of a machine, from mount to unmount; what was seen before is there at once. */
export function useXray(machineId: MachineId): XraySnapshot {
  const [connection] = useState(
    () =>
      new XrayConnection({
        url: xrayUrl(machineId),
        openSocket: (url) => new WebSocket(url),
        isHidden: () => document.visibilityState === 'hidden',
        onPage: onPageEvent,
        memory: recallXray(machineId),
      }),
  );
  useEffect(() => {
    connection.start();
    return () => {
      connection.stop();
      rememberXray(machineId, connection.snapshot);
    };
  }, [connection, machineId]);
  useReturnOfServer(connection);
  return useSyncExternalStore(
    useCallback((listener) => connection.subscribe(listener), [connection]),
    () => connection.snapshot,
  );
}

/** The event stream notices first that the server is back. */
function useReturnOfServer(connection: XrayConnection): void {
  const isOnline = useConnection(({ state }) => state.phase === 'online');
  useEffect(() => {
    if (isOnline && connection.snapshot.phase.kind === 'away') connection.reconnect();
  }, [isOnline, connection]);
}

function xrayUrl(machineId: MachineId): string {
  const url = new URL(`${API_PREFIX}/machines/${machineId}/xray`, globalThis.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
