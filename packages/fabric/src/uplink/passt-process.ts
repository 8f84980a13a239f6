import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { UmlautError } from '@umlaut/contracts/errors';
import { FrameStream } from './frame-stream.ts';
import { FrameWriter } from './frame-writer.ts';
import { Pacer } from './pacer.ts';
import { TcpWindows } from './tcp-windows.ts';
import type { HostPort } from '@umlaut/contracts/model';
import { exitProblem, refusedPort, spawnProblem } from './passt-problem.ts';

/** What waits for a guest that is slow; passt itself stops sending then. */
const MAX_WAITING = 8_388_608;
const READY_MS = 10_000;
const TERM_MS = 2000;
const STDERR_BYTES = 8192;

export interface PasstOptions {
  /** Default: "passt". */
  program: string;
  args: readonly string[];
  /** A frame that passt answers: then it is ready. */
  probe: Uint8Array;
  /** A frame of passt, which may be kept. */
  onFrame: (frame: Buffer) => void;
  onReady: () => void;
  /** It ended, whoever wanted it; once. `refused`: over a port of the host that it did not get. */
  onEnd: (problem: UmlautError, refused: HostPort | null) => void;
}

/**
 * One passt, on one end of a pair of sockets that nobody else can reach: no path, no permissions. It ends when the
 * other end is closed, so also when this process is killed.
 */
export class PasstProcess {
  readonly #options: PasstOptions;
  readonly #child: ChildProcess;
  readonly #socket: Socket | null;
  readonly #writer: FrameWriter | null;
  readonly #stream = new FrameStream();
  readonly #windows = new TcpWindows();
  readonly #pacer: Pacer;
  readonly #ended = Promise.withResolvers<void>();
  #deadline: NodeJS.Timeout | null;
  #problem: UmlautError | null = null;
  #stderr = '';
  #finished = false;
  #force: NodeJS.Timeout | null = null;

  constructor(options: PasstOptions) {
    this.#options = options;
    this.#pacer = new Pacer({ sendNext: () => this.#sendNext() });
    this.#child = spawn(options.program, options.args, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const pipe = this.#child.stdio[3];
    this.#socket = pipe instanceof Socket ? pipe : null;
    this.#writer = this.#socket === null ? null : new FrameWriter(this.#socket, this.#windows);
    this.#deadline = setTimeout(() => {
      this.#abandon('passt, which connects guests to the Internet, does not answer');
    }, READY_MS);
    this.#listen();
    this.write(options.probe, 0, options.probe.length);
  }

  write(bytes: Uint8Array, start: number, end: number): void {
    this.#writer?.write(bytes, start, end);
  }

  /** Resolves when it is gone. */
  async end(): Promise<void> {
    this.#pacer.stop();
    this.#child.kill('SIGTERM');
    this.#killLater();
    await this.#ended.promise;
  }

  #killLater(): void {
    if (!this.#finished) this.#force ??= setTimeout(() => this.#child.kill('SIGKILL'), TERM_MS);
  }

  #listen(): void {
    const { stderr } = this.#child;
    stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-STDERR_BYTES);
    });
    stderr?.on('error', () => {});
    // Its end is what counts, and "close" follows.
    this.#socket?.on('error', () => {});
    this.#socket?.on('data', (chunk: Buffer) => this.#receive(chunk));
    // Without its socket it is of no use, whether it notices or not.
    this.#socket?.on('close', () => this.#killLater());
    this.#child.on('error', (error) => {
      this.#problem ??= spawnProblem(error);
      // Without a process there is no "exit", and "close" comes only once the pipes are gone.
      if (this.#child.pid === undefined) this.#finish(null, null);
    });
    this.#child.on('exit', () => this.#socket?.destroy());
    this.#child.on('close', (code, signal) => this.#finish(code, signal));
  }

  #receive(chunk: Buffer): void {
    if (this.#deadline !== null) {
      clearTimeout(this.#deadline);
      this.#deadline = null;
      this.#options.onReady();
    }
    this.#stream.push(chunk);
    if (this.#stream.bytes > MAX_WAITING) this.#socket?.pause();
    this.#pacer.kick();
  }

  #sendNext(): number {
    try {
      const frame = this.#stream.take();
      if (this.#socket?.isPaused() === true && this.#stream.bytes < MAX_WAITING / 2) this.#socket.resume();
      if (frame === null) return 0;
      this.#windows.sent(frame);
      this.#options.onFrame(frame);
      return frame.length;
    } catch {
      this.#abandon('passt, which connects guests to the Internet, sent something that is no frame');
      return 0;
    }
  }

  #abandon(message: string): void {
    this.#problem ??= new UmlautError('NETWORK_UNAVAILABLE', message);
    this.#socket?.destroy();
    this.#child.kill('SIGKILL');
  }

  #finish(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.#deadline = null;
    if (this.#force !== null) clearTimeout(this.#force);
    this.#pacer.stop();
    this.#ended.resolve();
    if (this.#finished) return;
    this.#finished = true;
    this.#socket?.destroy();
    const problem = this.#problem ?? exitProblem(this.#stderr, { code, signal });
    this.#options.onEnd(problem, refusedPort(this.#stderr));
  }
}
