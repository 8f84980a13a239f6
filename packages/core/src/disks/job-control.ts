import { UmlautError } from '@umlaut/contracts/errors';

export interface DiskProgress {
  doneBytes: number;
  totalBytes: number;
}

/** What a long operation on a disk is watched and stopped by. */
export interface JobControl {
  /** Called now and then, and at the end. */
  onProgress?: (progress: DiskProgress) => void;
  /** Least time between two calls. Default 100. */
  intervalMs?: number;
  /** Asked between two steps. */
  isCancelled?: () => boolean;
}

const INTERVAL_MS = 100;

/** @throws CANCELLED */
export function requireNotCancelled({ isCancelled }: JobControl): void {
  if (isCancelled?.() === true) throw new UmlautError('CANCELLED', 'The work on the disk was cancelled.');
}

/** Counts the bytes of one operation, tells them now and then, and stops it when it is cancelled. */
export class JobMeter {
  readonly #control: JobControl;
  readonly #totalBytes: number;
  #doneBytes = 0;
  #toldAt = 0;
  #stoppable = true;

  constructor(control: JobControl, totalBytes: number) {
    this.#control = control;
    this.#totalBytes = totalBytes;
    this.check();
  }

  /** @throws CANCELLED */
  check(): void {
    if (this.#stoppable) requireNotCancelled(this.#control);
  }

  /** From here on it goes to its end, because half of it would be worse. */
  holdOn(): void {
    this.check();
    this.#stoppable = false;
  }

  /** @throws CANCELLED */
  advance(bytes: number): void {
    this.#doneBytes += bytes;
    this.check();
    const now = performance.now();
    if (now - this.#toldAt < (this.#control.intervalMs ?? INTERVAL_MS)) return;
    this.#toldAt = now;
    this.#tell(Math.min(this.#doneBytes, this.#totalBytes));
  }

  finish(): void {
    this.#tell(this.#totalBytes);
  }

  #tell(doneBytes: number): void {
    this.#control.onProgress?.({ doneBytes, totalBytes: this.#totalBytes });
  }
}
