import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { COPY_BYTES, measureOutput, writeOutputFile } from '../guest-output.ts';
import { openConsolePair } from '../pair.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const SETUP_TIMEOUT_MS = 15_000;
const ROUND_TIMEOUT_MS = 40_000;
const MAX_COPIES = Math.ceil(60e6 / COPY_BYTES);
/** Rounds that the budget is divided by, so that a median means something. */
const WANTED_ROUNDS = 5;

export const consoleThroughput: Benchmark = {
  name: 'console-throughput',
  summary: 'guest output to a WebSocket client of the server, against reading the bare pty',
  goal: 'ratio at least 0.8; every byte complete and in order',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const { ours, bare } = await openConsolePair(context);
  const setup = { timeoutMs: SETUP_TIMEOUT_MS, context };
  const limits = { timeoutMs: ROUND_TIMEOUT_MS, context };
  for (const console of [ours, bare]) await writeOutputFile(console, setup);
  // Not counted: warms both up and tells how much the budget can carry.
  const slowest = Math.min(await measureOutput(ours, 1, limits), await measureOutput(bare, 1, limits));
  const secondsEach = (context.endsAt - performance.now()) / 1000 / (2 * WANTED_ROUNDS) / 1.3;
  const copies = Math.max(2, Math.min(MAX_COPIES, Math.floor((secondsEach * slowest * 1e6) / COPY_BYTES)));
  context.say(`${((copies * COPY_BYTES) / 1e6).toFixed(0)} MB each round`);

  const measured = await alternate({
    context,
    ours: () => measureOutput(ours, copies, limits),
    baseline: () => measureOutput(bare, copies, limits),
    minRounds: 2,
    maxRounds: 9,
    onRound: (round, our, base) =>
      context.say(`round ${round + 1}: ours ${our.toFixed(2)} MB/s, bare ${base.toFixed(2)} MB/s`),
  });
  return [
    {
      name: 'console-throughput',
      value: median(measured.ours),
      unit: 'MB/s',
      baseline: median(measured.baseline),
      baselineName: 'bare pty with SIGIO, MB/s',
      ratio: medianOfPairs(measured.ours, measured.baseline, (our, base) => our / base),
    },
  ];
}
