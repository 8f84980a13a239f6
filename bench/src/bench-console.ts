import { Buffer } from 'node:buffer';
import type { BenchContext } from './benchmark.ts';

/** A guest's console, ours through the server or a bare pty: what both sides of a benchmark are driven by. */
export interface BenchConsole {
  /** For messages: "con1 through the server". */
  readonly label: string;
  write(text: string): void;
  /** Takes every byte from now on; one listener at a time. The bytes are only valid during the call. */
  listen(onBytes: (bytes: Uint8Array) => void): void;
}

export interface AwaitOptions {
  timeoutMs: number;
  /** Nothing is awaited beyond its end. */
  context: Pick<BenchContext, 'endsAt' | 'signal'>;
}

/**
 * Resolves at the chunk that completes the text, also when it is cut between chunks.
 * Bytes that came before the call are not looked at.
 * @returns `performance.now()` of that moment
 * @throws the signal's reason, or Error with the end of what came instead
 */
export async function awaitText(console: BenchConsole, text: string, options: AwaitOptions): Promise<number> {
  const wanted = Buffer.from(text, 'utf8');
  const { promise, resolve } = Promise.withResolvers<number>();
  let tail: Uint8Array = Buffer.alloc(0);
  console.listen((bytes) => {
    const seen = Buffer.concat([tail, bytes]);
    if (seen.includes(wanted)) resolve(performance.now());
    tail = seen.subarray(Math.max(0, seen.length - Math.max(wanted.length - 1, 400)));
  });
  return withDeadline(promise, options, () => {
    const end = Buffer.from(tail).toString('utf8');
    return `${JSON.stringify(text)} on ${console.label}, which ended with ${JSON.stringify(end)}`;
  });
}

/** Like the promise, but rejects when the time is up or the signal aborts. */
export async function withDeadline<T>(
  promise: Promise<T>,
  { timeoutMs, context: { endsAt, signal } }: AwaitOptions,
  describe: () => string,
): Promise<T> {
  // What nobody waits for any longer may still fail, e.g. because its page is closed.
  promise.catch(() => {});
  signal.throwIfAborted();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const limitMs = Math.max(1, Math.min(timeoutMs, endsAt - performance.now()));
  const timer = setTimeout(() => {
    reject(new Error(`Not within ${(limitMs / 1000).toFixed(1)} s: ${describe()}`));
  }, limitMs);
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
