import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { openBridgePair } from '../networks/bridge-pair.ts';
import { openGuestPair } from '../networks/guest-pair.ts';
import { startIperf } from '../networks/iperf.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const SECONDS = 3;
const MIN_ROUNDS = 2;
const MAX_ROUNDS = 8;
const NETWORK = '10.9.8';

export const bridgeTcp: Benchmark = {
  name: 'bridge-tcp',
  summary: 'TCP between two guests over taps and a bridge of the kernel, against a switch of the fabric',
  goal: 'at least that of the fabric',
  run,
};

/** A machine is in the namespace or in the fabric, so there are two pairs of guests; the one rests while the other sends. */
async function run(context: BenchContext): Promise<Row[]> {
  const bridged = await startIperf(await openBridgePair(context, NETWORK));
  const pair = await openGuestPair(context);
  const switched = await startIperf(pair.guests);
  const { ours, baseline } = await alternate({
    context,
    minRounds: MIN_ROUNDS,
    maxRounds: MAX_ROUNDS,
    ours: async () => bridged.measure(`${NETWORK}.2`, SECONDS),
    baseline: async () => switched.measure(pair.address('fabric'), SECONDS),
    onRound: (round, bridge, fabric) =>
      context.say(`round ${round + 1}: bridge ${bridge.toFixed(0)}, fabric ${fabric.toFixed(0)} Mbit/s`),
  });
  return [
    {
      name: 'bridge-tcp',
      value: median(ours),
      unit: 'Mbit/s',
      baseline: median(baseline),
      baselineName: 'a switch of the fabric, Mbit/s',
      ratio: medianOfPairs(ours, baseline, (first, second) => first / second),
    },
  ];
}
