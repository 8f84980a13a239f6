import type { ConsoleName } from '@umlaut/contracts/model';
import {
  ConsoleHub,
  ConsolePty,
  DEFAULT_CONSOLE_SIZE,
  type ConsoleLog,
  type TypedRecorder,
} from '@umlaut/core/console';

/**
 * One console over all runs of a machine: its log and viewers stay, each run brings a pty of its own
 * (after UML's end the old one only gives EIO).
 */
export class ConsoleLine {
  readonly hub: ConsoleHub;
  readonly #log: ConsoleLog;
  readonly #typed: TypedRecorder;
  readonly #onBytes: (bytes: Uint8Array) => void;
  #pty: ConsolePty | null = null;
  /** Resolves when everything that the run put out has been read. */
  #drained: Promise<void> = Promise.resolve();

  /** @param onBytes sees the output as well; the bytes are only valid during the call */
  constructor(
    name: ConsoleName,
    { log, typed }: { log: ConsoleLog; typed: TypedRecorder },
    onBytes: (bytes: Uint8Array) => void,
  ) {
    this.#log = log;
    this.#typed = typed;
    this.#onBytes = onBytes;
    this.hub = new ConsoleHub({
      name,
      log,
      ...DEFAULT_CONSOLE_SIZE,
      writeInput: (bytes) => this.#pty?.write(bytes) ?? true,
      onTyped: (who, bytes) => typed.note(who, bytes),
      resize: (cols, rows) => this.#pty?.resize(cols, rows),
    });
  }

  /** Opens the pty of the next run. @returns the descriptor for UML to inherit */
  openRun(boot: { at: string; bootId: string }, nudge: () => void): number {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pty?.close();
    this.#pty = new ConsolePty({
      ...this.hub.size,
      onBytes: (bytes) => {
        this.#onBytes(bytes);
        this.hub.push(bytes);
      },
      onEnd: resolve,
      nudge,
      isAwaited: () => this.hub.isAwaited,
    });
    this.#drained = promise;
    this.hub.markBoot(boot);
    return this.#pty.slaveFd;
  }

  /** UML has its own copy now. */
  closeSlave(): void {
    this.#pty?.closeSlave();
  }

  async drained(): Promise<void> {
    return this.#drained;
  }

  /** Forgets the output so far and what was typed, for good. @throws ErrnoException */
  clear(): void {
    this.#typed.clear();
    this.#log.clear();
  }

  /** After the hub has ended. */
  close(): void {
    this.#pty?.close();
    this.#typed.close();
    this.#log.close();
  }
}
