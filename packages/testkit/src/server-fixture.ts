import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createApiClient, type ApiClient } from './api-client.ts';
import { ServerProcess } from './server-process.ts';
import { createTestHome, type TestHome } from './test-home.ts';
import { copyTinyImage } from './tiny-image.ts';
import { expectSoon } from './wait-until.ts';

export interface TestServerOptions {
  /** Further environment of the server. */
  env?: Readonly<Record<string, string>>;
  /** False: the home has no image, and the server builds one as at a first start. */
  withImage?: boolean;
  /** "dist/main.js" runs the bundle; default: the source. */
  entry?: string;
  /** A home of the caller's, which the caller disposes of. */
  home?: TestHome;
}

/** The real server on a free port with a home of its own. Disposing ends its machines and checks for leftovers. */
export class TestServer implements AsyncDisposable {
  readonly home: TestHome;
  readonly #ownsHome: boolean;
  readonly #options: TestServerOptions;
  #process: ServerProcess;
  #apiToken = '';

  private constructor(home: TestHome, process: ServerProcess, options: TestServerOptions) {
    this.home = home;
    this.#ownsHome = options.home === undefined;
    this.#process = process;
    this.#options = options;
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const home = options.home ?? (await createTestHome());
    try {
      if (options.withImage !== false) {
        await mkdir(join(home.home, 'images'), { recursive: true, mode: 0o711 });
        await copyTinyImage(join(home.home, 'images', 'tiny.img'));
      }
      const process = await ServerProcess.start(environment(home, 0, options), options.entry);
      const server = new TestServer(home, process, options);
      server.#apiToken = (await readFile(join(home.home, 'api-token'), 'utf8')).trim();
      return server;
    } catch (error) {
      if (options.home === undefined) await home[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** "http://127.0.0.1:PORT"; stays over restarts. */
  get url(): string {
    return this.#process.origin;
  }

  get pid(): number {
    return this.#process.pid;
  }

  get apiToken(): string {
    return this.#apiToken;
  }

  /** One-time sign-in address of this run of the server. */
  get signInUrl(): string {
    return this.#process.signInUrl;
  }

  /** Everything that this run of the server printed. */
  get output(): string {
    return this.#process.output;
  }

  get api(): ApiClient {
    return createApiClient(this.url, this.#apiToken);
  }

  /** A raw request with the API token, unless `headers` say otherwise. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${this.#apiToken}`);
    return globalThis.fetch(`${this.url}${path}`, { ...init, headers });
  }

  /** A WebSocket with the API token, unless `headers` say otherwise. */
  openSocket(path: string, headers?: Readonly<Record<string, string>>): WebSocket {
    return new WebSocket(`${this.url.replace('http', 'ws')}${path}`, {
      headers: headers ?? { authorization: `Bearer ${this.#apiToken}` },
      perMessageDeflate: false,
    });
  }

  /** Stops it in order; machines run on. @returns its exit status */
  stop(): Promise<number | null> {
    return this.#process.end('SIGTERM');
  }

  async kill9(): Promise<void> {
    await this.#process.end('SIGKILL');
  }

  /** Starts it again, on the same port, after `stop` or `kill9`. */
  async restart(): Promise<void> {
    if (!this.#process.hasEnded) await this.stop();
    const port = Number(new URL(this.url).port);
    this.#process = await ServerProcess.start(
      environment(this.home, port, this.#options),
      this.#options.entry,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (this.#process.hasEnded) await this.restart();
      await this.#endMachines();
      await this.stop();
    } finally {
      if (!this.#process.hasEnded) await this.kill9();
      if (this.#ownsHome) await this.home[Symbol.asyncDispose]();
    }
  }

  async #endMachines(): Promise<void> {
    const { api } = this;
    const running = (await api.machines.list()).items.filter(({ state }) => state.phase !== 'stopped');
    if (running.length === 0) return;
    const ids = running.map(({ id }) => id);
    const { taskId } = await api.machines.bulk({ action: 'power-off', ids });
    await expectSoon('all machines are powered off', async () => {
      return (await api.tasks.get({ id: taskId })).state !== 'running';
    });
  }
}

export function startTestServer(options?: TestServerOptions): Promise<TestServer> {
  return TestServer.start(options);
}

function environment(home: TestHome, port: number, { env }: TestServerOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home.root,
    UMLAUT_HOME: home.home,
    UMLAUT_RUNTIME_DIR: home.runtime,
    UMLAUT_HOST: '127.0.0.1',
    UMLAUT_PORT: String(port),
    UMLAUT_LOG: 'stderr',
    UMLAUT_LOG_LEVEL: 'warn',
    ...env,
  };
}
