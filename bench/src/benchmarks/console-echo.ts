import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { measureEcho, startEcho } from '../guest-echo.ts';
import { openConsolePair } from '../pair.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs, percentile } from '../statistics.ts';

const TIMEOUT_MS = 10_000;
const KEYS_PER_ROUND = 120;
const MAX_ROUNDS = 25;

export const consoleEcho: Benchmark = {
  name: 'console-echo',
  summary: 'keystroke through server and monitor to its echo, against the bare pty',
  goal: 'p50 under 2 ms over bare',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const { ours, bare } = await openConsolePair(context);
  const limits = { timeoutMs: TIMEOUT_MS, context };
  for (const console of [ours, bare]) {
    await startEcho(console, limits);
    await measureEcho(console, KEYS_PER_ROUND, limits);
  }
  const measured = await alternate({
    context,
    ours: () => measureEcho(ours, KEYS_PER_ROUND, limits),
    baseline: () => measureEcho(bare, KEYS_PER_ROUND, limits),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const [our, base] = [measured.ours.flat(), measured.baseline.flat()];
  context.say(`${our.length} keys on each side`);
  const row = (share: number): Omit<Row, 'name'> => {
    const [value, baseline] = [percentile(our, share), percentile(base, share)];
    return { value, unit: 'ms', baseline, baselineName: 'bare pty, ms', ratio: baseline / value };
  };
  const p50 = row(50);
  const over = medianOfPairs(measured.ours.map(median), measured.baseline.map(median), (a, b) => a - b);
  return [
    { ...p50, name: 'console-echo', value: over, unit: 'ms over bare (p50)' },
    { name: 'console-echo: p50', ...p50 },
    { name: 'console-echo: p99', ...row(99) },
  ];
}
