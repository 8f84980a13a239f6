/** A busy guest echoes within this, milliseconds; what takes longer is worth a question. */
export const SILENCE_MS = 4_000;

/** Notices that a guest gives no sign of what was typed. */
export class SilenceWatch {
  readonly #onChange: (silent: boolean) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silent = false;

  constructor(onChange: (silent: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Something was typed: an answer is due. */
  typed(): void {
    if (this.#silent || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#set(true);
    }, SILENCE_MS);
  }

  /** Something came, or there is nobody to wait for any more. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set(false);
  }

  #set(silent: boolean): void {
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#onChange(silent);
  }
}
