import type { RawData, WebSocket } from 'ws';

/** What a viewer needs of a WebSocket connection. Bytes given to `sendBytes` must not change afterwards. */
export interface ViewerSocket {
  sendBytes(bytes: Uint8Array): void;
  sendText(text: string): void;
  /** Bytes taken by sendBytes and sendText that the kernel has not taken yet. */
  readonly bufferedBytes: number;
  /** Called whenever `bufferedBytes` has shrunk. */
  onDrain(callback: () => void): void;
  onMessage(callback: (data: Buffer, isBinary: boolean) => void): void;
  /** Called once, however the connection ends. */
  onClose(callback: () => void): void;
  /** Starts the closing handshake after all that was sent before. */
  close(code: number, reason: string): void;
}

/**
 * A `ws` 8 connection as a ViewerSocket; after this the connection belongs to it. Connection errors only
 * end the connection: the viewer reconnects.
 */
export function viewerSocketFromWs(ws: WebSocket): ViewerSocket {
  let onDrain = (): void => undefined;
  const send = (data: Uint8Array | string): void => {
    if (ws.readyState === ws.OPEN) ws.send(data, () => onDrain());
  };
  ws.on('error', () => undefined);
  return {
    sendBytes: send,
    sendText: send,
    get bufferedBytes() {
      return ws.bufferedAmount;
    },
    onDrain: (callback) => {
      onDrain = callback;
    },
    onMessage: (callback) => {
      ws.on('message', (data, isBinary) => callback(asBuffer(data), isBinary));
    },
    onClose: (callback) => {
      if (ws.readyState === ws.CLOSED) queueMicrotask(callback);
      else ws.once('close', callback);
    },
    close: (code, reason) => ws.close(code, reason),
  };
}

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
