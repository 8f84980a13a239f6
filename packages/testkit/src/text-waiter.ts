const MAX_TEXT_LENGTH = 1_048_576;
/** Of this much text an error message shows the end. */
const SHOWN_LENGTH = 2_000;

interface Waiter {
  pattern: RegExp;
  resolve: (match: RegExpExecArray) => void;
  reject: (error: Error) => void;
}

/** Text that grows, and those who wait for a pattern in it. A match consumes everything up to its end. */
export class TextWaiter {
  readonly #decoder = new TextDecoder();
  #text = '';
  #waiters: Waiter[] = [];
  #failure: Error | null = null;

  get text(): string {
    return this.#text;
  }

  push(bytes: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(bytes, { stream: true })).slice(-MAX_TEXT_LENGTH);
    this.#match();
  }

  /** Nothing more will come. */
  fail(error: Error): void {
    this.#failure = error;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }

  /** One pattern after the other: waiters are served in the order of their calls. */
  async expect(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const waiter = { pattern, resolve, reject };
    this.#waiters.push(waiter);
    const timer = setTimeout(() => {
      this.#waiters = this.#waiters.filter((other) => other !== waiter);
      reject(new Error(`Not within ${timeoutMs} ms`));
    }, timeoutMs);
    this.#match();
    if (this.#failure !== null) this.fail(this.#failure);
    try {
      return await promise;
    } catch (cause) {
      throw new Error(`No ${pattern} in ${JSON.stringify(this.#text.slice(-SHOWN_LENGTH))}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  #match(): void {
    for (let waiter = this.#waiters[0]; waiter !== undefined; waiter = this.#waiters[0]) {
      const match = new RegExp(waiter.pattern.source, waiter.pattern.flags.replaceAll(/[gy]/g, '')).exec(
        this.#text,
      );
      if (match === null) return;
      this.#text = this.#text.slice(match.index + match[0].length);
      this.#waiters.shift();
      waiter.resolve(match);
    }
  }
}
