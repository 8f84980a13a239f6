import { alternate } from '../alternate.ts';
import type { AwaitOptions } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { COPY_BYTES, measureOutput, writeOutputFile } from '../guest-output.ts';
import { openConsolePair } from '../pair.ts';
import { measureOutputAlone } from '../peer/output-alone.ts';
import { pairedRounds } from '../peer/peer-rounds.ts';
import type { PeerConsole } from '../peer/peer-console.ts';
import { PEER_NAME, PeerSide } from '../peer/peer-side.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const SETUP_TIMEOUT_MS = 15_000;
const ROUND_TIMEOUT_MS = 40_000;
const MAX_COPIES = Math.ceil(60e6 / COPY_BYTES);
/** Rounds that the budget is divided by, so that a median means something. */
const WANTED_ROUNDS = 5;
const ALONE_SAMPLES = 3;

export const consoleThroughput: Benchmark = {
  name: 'console-throughput',
  summary: 'guest output to a WebSocket client of the server, against reading the bare pty',
  goal: 'ratio at least 0.8; every byte complete and in order',
  run,
};

async function run(given: BenchContext): Promise<Row[]> {
  const peer = await PeerSide.prepare(given);
  const { context } = peer;
  const { ours, bare } = await openConsolePair(context, (prepareBare) => peer.open(prepareBare));
  const setup = { timeoutMs: SETUP_TIMEOUT_MS, context };
  const limits = { timeoutMs: ROUND_TIMEOUT_MS, context };
  for (const console of [ours, bare]) await writeOutputFile(console, setup);
  await peer.measure(async (console) => {
    await writeOutputFile(console, setup);
    return true;
  });
  // Not counted: warms all up and tells how much the budget can carry.
  const first = [await measureOutput(ours, 1, limits), await measureOutput(bare, 1, limits)];
  const peerFirst = await peer.measure((console) => measureOutput(console, 1, limits));
  const alone = await peer.measure((console) => outputAlone(console, limits));
  const sides = peerFirst === null ? first : [...first, peerFirst];
  const secondsEach = (context.endsAt - performance.now()) / 1000 / (sides.length * WANTED_ROUNDS) / 1.3;
  const copies = Math.floor((secondsEach * Math.min(...sides) * 1e6) / COPY_BYTES);
  const perRound = Math.max(2, Math.min(MAX_COPIES, copies));
  context.say(`${((perRound * COPY_BYTES) / 1e6).toFixed(0)} MB each round`);

  const measurePeer = (): Promise<number | null> =>
    peer.measure((console) => measureOutput(console, perRound, limits));
  const measured = await alternate({
    context,
    ours: () => measureOutput(ours, perRound, limits),
    baseline: async () => ({ bare: await measureOutput(bare, perRound, limits), peer: await measurePeer() }),
    minRounds: 2,
    maxRounds: 9,
    onRound: (round, our, other) =>
      context.say(
        `round ${round + 1}: ours ${our.toFixed(2)} MB/s, bare ${other.bare.toFixed(2)} MB/s, ` +
          `${PEER_NAME} ${other.peer === null ? 'nothing' : `${other.peer.toFixed(2)} MB/s`}`,
      ),
  });
  const bareRates = measured.baseline.map((other) => other.bare);
  return [
    {
      name: 'console-throughput',
      value: median(measured.ours),
      unit: 'MB/s',
      baseline: median(bareRates),
      baselineName: 'bare pty with SIGIO, MB/s',
      ratio: medianOfPairs(measured.ours, bareRates, (our, base) => our / base),
    },
    ...peerRows(
      measured.ours,
      measured.baseline.map((other) => other.peer),
      alone,
    ),
  ];
}

/** Stands still for most of its time, so it is measured a few times only. */
async function outputAlone(console: PeerConsole, options: AwaitOptions): Promise<number> {
  const rates: number[] = [];
  for (let sample = 0; sample < ALONE_SAMPLES; sample++)
    rates.push(await measureOutputAlone(console, 1, options));
  return median(rates);
}

function peerRows(ours: readonly number[], peer: readonly (number | null)[], alone: number | null): Row[] {
  const paired = pairedRounds(ours, peer);
  if (paired.peer.length === 0 || alone === null) return [];
  const our = median(ours);
  return [
    {
      name: 'console-throughput-peer',
      value: our,
      unit: 'MB/s',
      baseline: alone,
      baselineName: `${PEER_NAME} as npm installs it, MB/s`,
      ratio: our / alone,
    },
    {
      name: 'console-throughput-peer-mended',
      value: median(paired.ours),
      unit: 'MB/s',
      baseline: median(paired.peer),
      baselineName: `${PEER_NAME} mended with our SIGIO, MB/s`,
      ratio: medianOfPairs(paired.ours, paired.peer, (our, other) => our / other),
    },
  ];
}
