import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { waitUntil } from '@umlaut/testkit';

const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 3000;

/** wetty on a port of the loopback interface. Who connects gets a terminal of their own with `program` on it. */
export class WettyServer implements AsyncDisposable {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /**
   * @param installed folder of `installPeer`
   * @param binFolder holds the program under the name `ssh`: the only program that wetty starts for
   * anybody who is not root
   */
  static async start(installed: string, binFolder: string): Promise<WettyServer> {
    const port = await freePort();
    const main = join(installed, 'node_modules/wetty/build/main.js');
    const place = ['--host', '127.0.0.1', '--port', String(port), '--base', '/'];
    const program = ['--force-ssh', '--ssh-user', 'guest', '--log-level', 'error'];
    const child = spawn(process.execPath, [main, ...place, ...program], {
      cwd: installed,
      env: { HOME: binFolder, PATH: `${binFolder}:${process.env['PATH']}`, NODE_ENV: 'production' },
      stdio: 'ignore',
    });
    child.on('error', () => {});
    const server = new WettyServer(child, `http://127.0.0.1:${port}`);
    if (await waitUntil(() => server.#answers(), START_TIMEOUT_MS)) return server;
    await server[Symbol.asyncDispose]();
    throw new Error(`wetty did not answer within ${START_TIMEOUT_MS / 1000} s`);
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(this.url)).ok;
    } catch {
      return false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }
}

/** Free a moment ago: wetty cannot say which port it got when it is told to choose. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return address.port;
}
