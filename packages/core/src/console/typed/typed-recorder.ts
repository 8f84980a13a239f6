import type { LogView } from '../log-view.ts';
import { asksForSecret, PROMPT_BYTES } from './secret-prompt.ts';
import { appendTyped, clearTyped, MAX_TYPED_BYTES, readNewestTyped, rotateTyped } from './typed-files.ts';
import { RUN_PAUSE_MS, TypedRuns, type TypedRun } from './typed-run.ts';

/**
 * Keeps who typed what into one console, beside its log. What answers a question for a password is kept as
 * a length only. Never throws while it records: what cannot be written is not kept.
 */
export class TypedRecorder {
  readonly #dir: string;
  readonly #log: Pick<LogView, 'read' | 'end'>;
  readonly #runs = new TypedRuns();
  #timer: NodeJS.Timeout | null = null;
  /** From the question until the line that answers it ends, echoed stars or not. */
  #secret = false;
  /** Of the newest file; read when the first record is written. */
  #file: { bytes: number; number: number } | null = null;

  constructor(dir: string, log: Pick<LogView, 'read' | 'end'>) {
    this.#dir = dir;
    this.#log = log;
  }

  /** Somebody typed, and the guest has yet to see it. */
  note(name: string, bytes: Uint8Array): void {
    const typed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const offset = this.#log.end;
    this.#secret ||= asksForSecret(this.#tail());
    this.#write(this.#runs.push({ at: Date.now(), offset, name, bytes: typed, secret: this.#secret }));
    if (endsAnswer(typed)) this.#secret = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(this.#runs.flush()), RUN_PAUSE_MS).unref();
  }

  /** Forgets all of it, for good. @throws ErrnoException */
  clear(): void {
    this.#runs.flush();
    const number = this.#file?.number ?? readNewestTyped(this.#dir).last?.number ?? 0;
    clearTyped(this.#dir);
    this.#file = { bytes: 0, number };
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#write(this.#runs.flush());
  }

  #tail(): string {
    const { bytes } = this.#log.read(Math.max(0, this.#log.end - PROMPT_BYTES), PROMPT_BYTES);
    return Buffer.from(bytes).toString('latin1');
  }

  #write(runs: readonly TypedRun[]): void {
    if (runs.length === 0) return;
    try {
      const file = (this.#file ??= this.#open());
      const records = runs.map((run) => ({ ...run, number: ++file.number }));
      if (file.bytes >= MAX_TYPED_BYTES) {
        rotateTyped(this.#dir);
        file.bytes = 0;
      }
      file.bytes += appendTyped(this.#dir, records);
    } catch {
      // A full disk: as with the log's times, the console goes on without.
    }
  }

  #open(): { bytes: number; number: number } {
    const { bytes, last } = readNewestTyped(this.#dir);
    return { bytes, number: last?.number ?? 0 };
  }
}

/** Return, line feed, Ctrl-C and Ctrl-D end the answer to a question. */
function endsAnswer(bytes: Buffer): boolean {
  return [0x0d, 0x0a, 0x03, 0x04].some((key) => bytes.includes(key));
}
