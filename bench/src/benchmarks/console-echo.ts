import { alternate } from '../alternate.ts';
import type { BenchConsole } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { measureEcho, startEcho } from '../guest-echo.ts';
import { openConsolePair } from '../pair.ts';
import { pairedRounds } from '../peer/peer-rounds.ts';
import { PEER_NAME, PeerSide } from '../peer/peer-side.ts';
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

async function run(given: BenchContext): Promise<Row[]> {
  const peer = await PeerSide.prepare(given);
  const { context } = peer;
  const { ours, bare } = await openConsolePair(context, (prepareBare) => peer.open(prepareBare));
  const limits = { timeoutMs: TIMEOUT_MS, context };
  const warmUp = async (console: BenchConsole): Promise<number[]> => {
    await startEcho(console, limits);
    return measureEcho(console, KEYS_PER_ROUND, limits);
  };
  for (const console of [ours, bare]) await warmUp(console);
  await peer.measure(warmUp);
  const measured = await alternate({
    context,
    ours: () => measureEcho(ours, KEYS_PER_ROUND, limits),
    baseline: async () => ({
      bare: await measureEcho(bare, KEYS_PER_ROUND, limits),
      peer: await peer.measure((console) => measureEcho(console, KEYS_PER_ROUND, limits)),
    }),
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const bareRounds = measured.baseline.map((other) => other.bare);
  const peerRounds = measured.baseline.map((other) => other.peer);
  const [our, base] = [measured.ours.flat(), bareRounds.flat()];
  context.say(`${our.length} keys on each side`);
  const row = (share: number): Omit<Row, 'name'> => {
    const [value, baseline] = [percentile(our, share), percentile(base, share)];
    return { value, unit: 'ms', baseline, baselineName: 'bare pty, ms', ratio: baseline / value };
  };
  const p50 = row(50);
  const over = medianOfPairs(measured.ours.map(median), bareRounds.map(median), (a, b) => a - b);
  return [
    { ...p50, name: 'console-echo', value: over, unit: 'ms over bare (p50)' },
    { name: 'console-echo: p50', ...p50 },
    { name: 'console-echo: p99', ...row(99) },
    ...peerRows(measured.ours, peerRounds),
  ];
}

function peerRows(ours: readonly number[][], peer: readonly (number[] | null)[]): Row[] {
  const paired = pairedRounds(ours, peer);
  if (paired.peer.length === 0) return [];
  const [ourMedians, peerMedians] = [paired.ours.map(median), paired.peer.map(median)];
  return [
    {
      name: 'console-echo-peer',
      value: median(ourMedians),
      unit: 'ms (p50)',
      baseline: median(peerMedians),
      baselineName: `${PEER_NAME}, ms`,
      ratio: medianOfPairs(ourMedians, peerMedians, (our, other) => other / our),
    },
  ];
}
