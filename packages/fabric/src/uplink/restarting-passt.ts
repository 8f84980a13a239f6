import type { UmlautError } from '@umlaut/contracts/errors';
import type { HostPort } from '@umlaut/contracts/model';
import { PasstProcess, type PasstOptions } from './passt-process.ts';

const DELAYS_MS = [500, 1000, 2000, 5000, 15_000, 30_000];
/** Who ran so long is well: the next end counts as the first again. */
const WELL_MS = 30_000;

export type PasstStatus =
  | { status: 'starting' | 'up'; problem: null }
  | { status: 'failed'; problem: UmlautError };

export interface RestartingPasstOptions extends Pick<PasstOptions, 'program' | 'onFrame'> {
  /** Made anew for each start. */
  args: () => string[];
  probe: () => Uint8Array;
  /** It did not get a port of the host. True: it is started at once, without that port. */
  onRefused: (port: HostPort) => boolean;
  onReady: () => void;
  onStatus: (status: PasstStatus) => void;
}

/** A passt that comes back when it ends, after pauses that grow. */
export class RestartingPasst {
  readonly #options: RestartingPasstOptions;
  #process: PasstProcess | null = null;
  #timer: NodeJS.Timeout | null = null;
  #ending: Promise<void> | null = null;
  #failures = 0;
  #startedAt = 0;

  constructor(options: RestartingPasstOptions) {
    this.#options = options;
    this.#start();
  }

  write(bytes: Uint8Array, start: number, end: number): void {
    this.#process?.write(bytes, start, end);
  }

  /** For good. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#process?.end();
  }

  #start(): void {
    this.#startedAt = performance.now();
    const { program, onFrame, onReady, onStatus, args, probe } = this.#options;
    if (this.#failures === 0) onStatus({ status: 'starting', problem: null });
    this.#process = new PasstProcess({
      program,
      args: args(),
      probe: probe(),
      onFrame,
      onReady: () => {
        onStatus({ status: 'up', problem: null });
        onReady();
      },
      onEnd: (problem, refused) => this.#ended(problem, refused),
    });
  }

  #ended(problem: UmlautError, refused: HostPort | null): void {
    this.#process = null;
    if (this.#ending !== null) return;
    if (refused !== null && this.#options.onRefused(refused)) {
      this.#start();
      return;
    }
    if (performance.now() - this.#startedAt > WELL_MS) this.#failures = 0;
    this.#options.onStatus({ status: 'failed', problem });
    const delay = DELAYS_MS[Math.min(this.#failures, DELAYS_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#start();
    }, delay);
  }
}
