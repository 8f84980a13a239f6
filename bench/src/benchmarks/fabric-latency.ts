import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { openGuestPair, type GuestPair, type Path } from '../networks/guest-pair.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const PINGS = 100;

export const fabricLatency: Benchmark = {
  name: 'fabric-latency',
  summary: 'round trip of a ping between two guests through a switch of the fabric, against a direct tunnel',
  goal: 'at least 0.5 of a direct tunnel: twice the hops',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const pair = await openGuestPair(context);
  for (const path of ['fabric', 'direct'] as const) await measure(pair, path);
  const { ours, baseline } = await alternate({
    context,
    ours: () => measure(pair, 'fabric'),
    baseline: () => measure(pair, 'direct'),
    minRounds: 2,
    maxRounds: 12,
    onRound: (round, our, direct) =>
      context.say(`round ${round + 1}: fabric ${our.toFixed(3)} ms, direct ${direct.toFixed(3)} ms`),
  });
  return [
    {
      name: 'fabric-latency',
      value: median(ours),
      unit: 'ms',
      baseline: median(baseline),
      baselineName: 'L2TPv3 from guest to guest, ms',
      ratio: medianOfPairs(ours, baseline, (our, direct) => direct / our),
    },
  ];
}

/** Median of the times that ping prints, ms. */
async function measure(pair: GuestPair, path: Path): Promise<number> {
  const text = await pair.guests[0].run(`ping -c ${PINGS} -i 0.01 ${pair.address(path)} 2>&1`);
  const times = Array.from(text.matchAll(/time=([\d.]+) ms/g), ([, time]) => Number(time));
  if (times.length < PINGS / 2) throw new Error(`Only ${times.length} pings of ${PINGS} came back: ${text}`);
  return median(times);
}
