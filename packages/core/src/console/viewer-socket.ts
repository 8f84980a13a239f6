import type { RawData, WebSocket } from 'ws';

/** What a viewer needs of a WebSocket connection.  */
export interface ViewerSocket {
  /** `onTaken` is called, later, when the kernel has taken them and `bytes` may be used for something else. */
  sendBytes(bytes: Uint8Array, onTaken: () => void): void;
  sendText(text: string): void;
  /** Bytes taken by sendBytes and sendText that the kernel has not taken yet. */
  readonly bufferedBytes: number;
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
  ws.on('error', () => undefined);
  return {
    sendBytes: (bytes, onTaken) => {
      if (ws.readyState === ws.OPEN) ws.send(bytes, onTaken);
    },
    sendText: (text) => {
      if (ws.readyState === ws.OPEN) ws.send(text);
    },
    get bufferedBytes() {
      return ws.bufferedAmount;
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
