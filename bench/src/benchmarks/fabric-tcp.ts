import type { BenchContext, Benchmark } from '../benchmark.ts';
import { openGuestPair, type Path } from '../networks/guest-pair.ts';
import { startIperf } from '../networks/iperf.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const SECONDS = 3;
const ROUND_MS = 3 * (SECONDS + 1) * 1000;
const MAX_ROUNDS = 8;
const PATHS: readonly Path[] = ['fabric', 'uml_switch', 'direct'];

export const fabricTcp: Benchmark = {
  name: 'fabric-tcp',
  summary: 'TCP between two guests through a switch of the fabric, against uml_switch and a direct tunnel',
  goal: 'at least 2 times uml_switch, and 0.8 of a direct tunnel',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const pair = await openGuestPair(context);
  const iperf = await startIperf(pair.guests);
  const speeds: Record<Path, number[]> = { fabric: [], uml_switch: [], direct: [] };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (round > 0 && performance.now() + ROUND_MS > context.endsAt) break;
    // Each way goes first, second and last in turn.
    for (let at = 0; at < PATHS.length; at += 1) {
      context.signal.throwIfAborted();
      const path = PATHS[(at + round) % PATHS.length] ?? 'fabric';
      const speed = await iperf.measure(pair.address(path), SECONDS);
      speeds[path].push(speed);
      context.say(`round ${round + 1}: ${path} ${speed.toFixed(0)} Mbit/s`);
    }
  }
  return [rowAgainst(speeds, 'uml_switch', 'fabric-tcp'), rowAgainst(speeds, 'direct', 'fabric-tcp-direct')];
}

function rowAgainst(speeds: Record<Path, number[]>, path: Exclude<Path, 'fabric'>, name: string): Row {
  return {
    name,
    value: median(speeds.fabric),
    unit: 'Mbit/s',
    baseline: median(speeds[path]),
    baselineName: path === 'direct' ? 'L2TPv3 from guest to guest, Mbit/s' : 'uml_switch, Mbit/s',
    ratio: medianOfPairs(speeds.fabric, speeds[path], (ours, theirs) => ours / theirs),
  };
}
