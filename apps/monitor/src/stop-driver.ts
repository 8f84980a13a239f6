import type { StopRung } from '@umlaut/contracts/model';
import type { StopBudgets } from '@umlaut/core/machine';
import type { MconsoleClient } from '@umlaut/core/mconsole';

export interface StopDriverOptions {
  mconsole: MconsoleClient;
  signal: (name: 'SIGTERM' | 'SIGKILL') => void;
  onResumed: () => void;
  onFailed: (rung: StopRung) => void;
}

/** mconsole answers in milliseconds unless the kernel is stuck. */
const ANSWER_TIMEOUT_MS = 2_000;

/** Tries one rung of the termination ladder at a time and says when its budget is used up. */
export class StopDriver {
  readonly #options: StopDriverOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: StopDriverOptions) {
    this.#options = options;
  }

  /** @param resume the guest is paused and has to go on first */
  try(rung: StopRung, resume: boolean, budgets: StopBudgets): void {
    this.cancel();
    this.#timer = setTimeout(() => this.#options.onFailed(rung), budgets[rung]);
    this.#act(rung, resume).catch(() => this.#options.onFailed(rung));
  }

  /** The run ended, or another rung is to be tried. */
  cancel(): void {
    clearTimeout(this.#timer);
  }

  async #act(rung: StopRung, resume: boolean): Promise<void> {
    const { mconsole, signal, onResumed } = this.#options;
    const limits = { timeoutMs: ANSWER_TIMEOUT_MS };
    if (resume) {
      await mconsole.go(limits);
      onResumed();
    }
    switch (rung) {
      case 'cad':
        return mconsole.cad(limits);
      case 'halt':
        return haltUnheard(mconsole.halt(limits));
      case 'sigterm':
        return signal('SIGTERM');
      case 'sigkill':
        return signal('SIGKILL');
    }
  }
}

/** The kernel may be gone before its answer to `halt` is sent; the budget tells whether it worked. */
async function haltUnheard(halt: Promise<void>): Promise<void> {
  await halt.catch(() => {});
}
