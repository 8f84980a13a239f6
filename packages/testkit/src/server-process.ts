import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from './repository.ts';
import { waitUntil } from './wait-until.ts';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
/** Enough of the server's log to explain a failure. */
const KEPT_LOG_CHARACTERS = 100_000;

/** One run of the real server as a child process. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = `${this.#stderr}${text}`.slice(-KEPT_LOG_CHARACTERS);
    });
  }

  /** @returns once it has printed its addresses. @throws Error with its log when it ends before that */
  static async start(env: NodeJS.ProcessEnv, entry = 'src/main.ts'): Promise<ServerProcess> {
    const child = spawn(process.execPath, [join(REPOSITORY, 'apps/server', entry)], {
      env,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(child);
    const isUp = await waitUntil(() => server.signInUrl !== '' || server.hasEnded, START_TIMEOUT_MS);
    if (isUp && !server.hasEnded) return server;
    child.kill('SIGKILL');
    throw new Error(`The server did not start:\n${server.output}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** "http://127.0.0.1:PORT" */
  get origin(): string {
    return /^Umlaut is at (\S+)\/$/m.exec(this.#stdout)?.[1] ?? '';
  }

  get signInUrl(): string {
    return /(\S+\/sign-in#token=\S+)/.exec(this.#stdout)?.[1] ?? '';
  }

  get output(): string {
    return `${this.#stdout}${this.#stderr}`;
  }

  /** Ends it as a service manager would; kills it when it does not go. @returns its exit status, or null */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    if (!(await waitUntil(() => this.hasEnded, STOP_TIMEOUT_MS))) {
      this.#child.kill('SIGKILL');
      throw new Error(`The server did not stop within ${STOP_TIMEOUT_MS} ms:\n${this.output}`);
    }
    return this.#child.exitCode;
  }
}
