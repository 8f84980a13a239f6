import { UmlautError } from '@umlaut/contracts/errors';

export interface RequestLimits {
  /** From the call to the end of the reply, waiting for earlier requests included; milliseconds. */
  timeoutMs: number;
  /** Ends the wait with CANCELLED. A request that was already sent may still be carried out. */
  signal?: AbortSignal;
}

/** What a request that got no answer in time ends with. */
export function timeoutError(line: string, timeoutMs: number): UmlautError {
  return new UmlautError('MCONSOLE_TIMEOUT', `The kernel did not answer "${line}" within ${timeoutMs} ms`, {
    hint: 'The machine may be paused, hung or very busy',
    details: { line, timeoutMs },
  });
}

/** A signal that fires with MCONSOLE_TIMEOUT or CANCELLED as its reason; disposing it stops the clock. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal | undefined;

  constructor(line: string, limits: RequestLimits) {
    this.#timer = setTimeout(() => {
      this.#controller.abort(timeoutError(line, limits.timeoutMs));
    }, limits.timeoutMs);
    this.#outer = limits.signal;
    if (this.#outer?.aborted === true) this.#onCancel();
    else this.#outer?.addEventListener('abort', this.#onCancel);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#onCancel);
  }

  readonly #onCancel = (): void => {
    this.#controller.abort(
      new UmlautError('CANCELLED', 'The mconsole request was cancelled', { cause: this.#outer?.reason }),
    );
  };
}
