import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { HostPort } from '@umlaut/contracts/model';

const LOOPBACK = '127.0.0.1';

/** Whether a port of the host's loopback can be opened, by doing so for a moment. Null: it can; else the error's code. */
export async function probePort({ protocol, hostPort }: HostPort): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
  if (protocol === 'tcp') {
    const server = createServer();
    server.once('error', failed);
    server.listen({ host: LOOPBACK, port: hostPort, exclusive: true }, () =>
      server.close(() => resolve(null)),
    );
  } else {
    const socket = createSocket('udp4');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      failed(error);
      socket.close();
    });
    socket.bind({ address: LOOPBACK, port: hostPort, exclusive: true }, () =>
      socket.close(() => resolve(null)),
    );
  }
  return promise;
}
