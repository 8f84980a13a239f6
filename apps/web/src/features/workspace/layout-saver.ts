import type { WorkspaceLayout } from '@umlaut/contracts/model';

export interface LayoutSaverOptions {
  save: (layout: WorkspaceLayout) => Promise<unknown>;
  /** It could not be saved; the next change tries again. */
  onProblem: (error: unknown) => void;
}

/** A drag is many changes: they are saved once it rests, milliseconds. */
export const SAVE_DELAY_MS = 500;

/** Saves the newest arrangement, one request at a time. */
export class LayoutSaver {
  readonly #options: LayoutSaverOptions;
  #waiting: { layout: WorkspaceLayout } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;
  #saved: string;

  /** @param known what the server has */
  constructor(known: WorkspaceLayout, options: LayoutSaverOptions) {
    this.#options = options;
    this.#saved = JSON.stringify(known);
  }

  changed(layout: WorkspaceLayout): void {
    clearTimeout(this.#timer);
    this.#waiting = { layout };
    this.#timer = setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Saves at once what waits; for a page that goes. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#waiting === null || this.#isSaving) return;
    const { layout } = this.#waiting;
    this.#waiting = null;
    const text = JSON.stringify(layout);
    if (text === this.#saved) return;
    this.#isSaving = true;
    void this.#options
      .save(layout)
      .then(() => (this.#saved = text), this.#options.onProblem)
      .finally(() => {
        this.#isSaving = false;
        this.flush();
      });
  }
}
