import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleName } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { openConsoleLogs, parseConsoleQuery, TypedRecorder, viewerSocketFromWs } from '@umlaut/core/console';
import { consoleDescriptors, machineFiles } from '@umlaut/core/machine';
import type { WebSocket } from 'ws';
import { ConsoleLine } from './console-line.ts';
import { KernelTail } from './kernel-tail.ts';

/** All consoles of one machine. */
export class ConsoleSet implements Disposable {
  readonly #bootId: LaunchSpec['bootId'];
  /** In the order of their descriptors: con0 first. */
  readonly #lines: ReadonlyMap<ConsoleName, ConsoleLine>;
  readonly #tail: KernelTail;
  #nudge: (() => void) | null = null;
  #onKernelOutput: ((bytes: Uint8Array) => void) | null = null;

  private constructor(
    bootId: LaunchSpec['bootId'],
    lines: ReadonlyMap<ConsoleName, ConsoleLine>,
    tail: KernelTail,
  ) {
    this.#bootId = bootId;
    this.#lines = lines;
    this.#tail = tail;
  }

  static open(spec: LaunchSpec): ConsoleSet {
    const tail = new KernelTail();
    const onKernelBytes = (bytes: Uint8Array): void => {
      tail.push(bytes);
      consoles.#onKernelOutput?.(bytes);
    };
    const lines = new Map<ConsoleName, ConsoleLine>();
    const ordered = [...consoleDescriptors(spec.consoles)].toSorted(([, a], [, b]) => a - b);
    const names = ordered.map(([name]) => name);
    const files = machineFiles(spec.machineDir);
    for (const [name, log] of openConsoleLogs(files.consolesDir, names, spec.consoleLogLimitBytes)) {
      const typed = new TypedRecorder(files.consoleDir(name), log);
      lines.set(name, new ConsoleLine(name, { log, typed }, name === 'con0' ? onKernelBytes : () => {}));
    }
    const consoles = new ConsoleSet(spec.bootId, lines, tail);
    return consoles;
  }

  /** Opens the ptys of the next run. @returns slave descriptors: con0's, then those for 3, 4, ... */
  openRun(): [number, ...number[]] {
    this.#tail.clear();
    const boot = { at: new Date().toISOString(), bootId: this.#bootId };
    const nudge = (): void => this.#nudge?.();
    const [con0, ...others] = [...this.#lines.values()].map((line) => line.openRun(boot, nudge));
    if (con0 === undefined) throw new Error('A machine has a console');
    return [con0, ...others];
  }

  closeSlaves(): void {
    for (const line of this.#lines.values()) line.closeSlave();
  }

  /** What wakes UML up when a console stalls; null while there is no UML to wake. */
  setNudge(nudge: (() => void) | null): void {
    this.#nudge = nudge;
  }

  /** Lets somebody see con0's output as it comes; the bytes are only valid during the call. */
  watchKernel(onOutput: (bytes: Uint8Array) => void): void {
    this.#onKernelOutput = onOutput;
  }

  /** Waits until all output of the run that ended has been read, but not for ever. */
  async drained(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    await Promise.race([Promise.all([...this.#lines.values()].map((line) => line.drained())), promise]);
    clearTimeout(timer);
  }

  /** The newest output of con0 in this run, decoded. */
  kernelTail(): string {
    return this.#tail.text();
  }

  /** @throws UmlautError CONSOLE_NOT_FOUND, INVALID_INPUT with `field` */
  attacher(name: string, query: URLSearchParams): (socket: WebSocket) => void {
    const line = this.#line(name);
    const parsed = parseConsoleQuery(query);
    return (socket) => line.hub.attach(viewerSocketFromWs(socket), parsed);
  }

  /** Forgets the output of a console so far, for good. @throws UmlautError CONSOLE_NOT_FOUND; ErrnoException */
  clear(name: string): void {
    this.#line(name).clear();
  }

  #line(name: string): ConsoleLine {
    const line = [...this.#lines].find(([known]) => known === name)?.[1];
    if (line !== undefined) return line;
    throw new UmlautError('CONSOLE_NOT_FOUND', `The machine has no console ${name}`);
  }

  /** No further run: viewers get the rest and are told. */
  async end(): Promise<void> {
    await Promise.all([...this.#lines.values()].map(async (line) => line.hub.end()));
  }

  [Symbol.dispose](): void {
    for (const line of this.#lines.values()) line.close();
  }
}
