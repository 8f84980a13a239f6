import type { ServerConfig } from './config.ts';
import { compose } from './compose.ts';
import { createListener, listen, originOf } from './http/listener.ts';
import { removeServerFile, writeServerFile } from './server-file.ts';

/** For sockets and requests to end by themselves when the server stops. */
const GRACE_MS = 2_000;

export interface RunningServer {
  /** "http://127.0.0.1:7810" */
  readonly origin: string;
  /** One-time address for the first browser. */
  readonly signInUrl: string;
  /** Lets go of everything in order; machines run on. */
  stop(): Promise<void>;
}

/** Brings a server up: compose, which adopts what runs, then listen. What is shown is true from the start. */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const parts = await compose(config);
  try {
    const server = createListener(parts.app);
    parts.upgrader.attach(server);
    const port = await listen(server, config.host, config.port);
    const origin = originOf(config.host, port);
    parts.setOrigin(origin);
    await writeServerFile(config.home, origin);
    const { url } = await parts.services.sessions.createLink(parts.administrator);
    parts.log.info({ origin, home: config.home }, 'listening');
    return {
      origin,
      signInUrl: url,
      stop: async () => {
        parts.log.info('stopping');
        parts.markStopping();
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeIdleConnections();
        const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        await parts.upgrader.close(GRACE_MS);
        await closed;
        clearTimeout(timer);
        await parts.close();
        await removeServerFile(config.home);
      },
    };
  } catch (error) {
    await parts.close();
    throw error;
  }
}
