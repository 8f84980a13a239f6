import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';
import { UmlautError } from '@umlaut/contracts/errors';

/** Headers must be there by then; of bodies see body-deadline.ts. */
const HEADERS_TIMEOUT_MS = 20_000;
/** A browser whose host went to sleep or whose network is gone says nothing; TCP asks after this. */
const KEEP_ALIVE_MS = 30_000;

export function createListener(app: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout: HEADERS_TIMEOUT_MS,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    },
    app,
  );
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) return socket.destroy();
    const body = JSON.stringify({ code: 'INVALID_INPUT', message: 'This is not an HTTP request.' });
    socket.end(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    );
  });
  return server;
}

/** @returns the port. @throws HOST_UNSUPPORTED with a sentence when the address cannot be had. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** The address that a browser on this host can open: a wildcard is reached through loopback. */
export function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`;
}

function explain(error: Error, host: string, port: number): UmlautError {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new UmlautError('HOST_UNSUPPORTED', `Port ${port} of ${host} is in use by another program.`, {
      field: 'port',
      hint: 'Stop that program, or choose another port: ./umlaut start --port 7811',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new UmlautError('HOST_UNSUPPORTED', `Port ${port} is reserved for root.`, {
      field: 'port',
      hint: 'Choose a port from 1024 on: ./umlaut start --port 7811',
      cause: error,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UmlautError('HOST_UNSUPPORTED', `${host} is no address of this host.`, {
      field: 'host',
      hint: 'Use 127.0.0.1 for this host alone, or 0.0.0.0 for all networks.',
      cause: error,
    });
  }
  return new UmlautError('HOST_UNSUPPORTED', `${host}:${port} cannot be listened on: ${error.message}`, {
    cause: error,
  });
}
