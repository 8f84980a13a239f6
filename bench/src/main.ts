import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks/index.ts';
import { toJsonLines, toTable } from './report.ts';

/** Whole benchmarks end within this, cleaning up included. */
const DEFAULT_SECONDS = 55;
/** Kept back for stopping machines and the server. */
const CLEAN_UP_SECONDS = 9;
const INTERRUPTED_STATUS = 130;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, seconds: { type: 'string' } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (name === undefined) {
    process.stdout.write(listOfBenchmarks());
    return 0;
  }
  const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
  if (benchmark === undefined || positionals.length > 1) {
    say(`There is no benchmark "${positionals.join(' ')}". There are:\n${listOfBenchmarks()}`);
    return 2;
  }
  const seconds = Number(values.seconds ?? DEFAULT_SECONDS);
  if (!(seconds > CLEAN_UP_SECONDS)) {
    say(`--seconds must be more than the ${CLEAN_UP_SECONDS} that cleaning up may take`);
    return 2;
  }
  return runBenchmark(benchmark, values.json, seconds);
}

async function runBenchmark(benchmark: Benchmark, asJson: boolean, seconds: number): Promise<number> {
  const interrupt = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    say(`${signal}: cleaning up`);
    interrupt.abort(new Error(`Ended by ${signal}`));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    await using owned = new AsyncDisposableStack();
    const rows = await benchmark.run({
      // performance.now() counts from the start of this process.
      endsAt: (seconds - CLEAN_UP_SECONDS) * 1000,
      signal: interrupt.signal,
      owned,
      say: (text) => say(`  ${text}`),
    });
    const report = asJson ? toJsonLines : toTable;
    process.stdout.write(`${report(rows, benchmark.name)}\n`);
    if (!asJson) process.stdout.write(`goal: ${benchmark.goal}\n`);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return INTERRUPTED_STATUS;
    throw error;
  }
}

function listOfBenchmarks(): string {
  const width = Math.max(...BENCHMARKS.map(({ name }) => name.length));
  return BENCHMARKS.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join('');
}

process.exitCode = await main();
