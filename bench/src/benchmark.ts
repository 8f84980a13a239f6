import type { Row } from './report.ts';

/** What a benchmark works with; the runner gives it and ends it. */
export interface BenchContext {
  /** `performance.now()` by which all must be measured; cleaning up comes after. */
  readonly endsAt: number;
  /** Aborts when the person has had enough (SIGINT, SIGTERM). */
  readonly signal: AbortSignal;
  /** Owner of everything that the benchmark opens; disposed in reverse order, however it ends. */
  readonly owned: AsyncDisposableStack;
  /** One line of progress, to standard error. */
  say(text: string): void;
}

export interface Benchmark {
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  /** What docs/benchmarks.md promises, in words: "at most 150 ms over bare". */
  readonly goal: string;
  /** Exactly one row is named like the benchmark: its headline. */
  run(context: BenchContext): Promise<Row[]>;
}
