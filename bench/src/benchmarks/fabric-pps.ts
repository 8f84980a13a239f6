import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { FabricNic } from '@umlaut/contracts/fabric';
import { encodeHeader, tunnelKey } from '@umlaut/fabric';
import { TestFabric, createTestHome } from '@umlaut/testkit';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { cpuTimeMs } from '../cpu-time.ts';
import { onOneSwitch } from '../networks/fabric-config.ts';
import { FrameSource } from '../networks/frame-source.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const WARM_UP_MS = 500;
const ROUND_MS = 1500;

export const fabricPps: Benchmark = {
  name: 'fabric-pps',
  summary:
    'frames of 64 bytes through a switch of the fabric for a second of its processor, against node:dgram',
  goal: 'at least 3 times a hub of node:dgram',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const home = context.owned.use(await createTestHome());
  const fabric = context.owned.use(await TestFabric.start(home));
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => fabric.tunnel(name));
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error('There are four');
  await fabric.configure(onOneSwitch([a.fabric, b.fabric]));
  const hubPid = await startNaiveHub(context, [c.fabric, d.fabric]);
  const ours = context.owned.use(new FrameSource(a.launch, b.launch));
  const naive = context.owned.use(new FrameSource(c.launch, d.launch));
  const fabricPid = await fabric.pid();
  await ours.run(WARM_UP_MS);
  await naive.run(WARM_UP_MS);
  const result = await alternate({
    context,
    ours: () => measure(ours, fabricPid),
    baseline: () => measure(naive, hubPid),
    minRounds: 2,
    maxRounds: 8,
    onRound: (round, our, theirs) =>
      context.say(
        `round ${round + 1}: fabric ${our.toFixed(0)}, node:dgram ${theirs.toFixed(0)} frames/s of a core`,
      ),
  });
  return [
    {
      name: 'fabric-pps',
      value: median(result.ours),
      unit: 'frames/s of a core',
      baseline: median(result.baseline),
      baselineName: 'hub of node:dgram, frames/s of a core',
      ratio: medianOfPairs(result.ours, result.baseline, (our, theirs) => our / theirs),
    },
  ];
}

async function measure(source: FrameSource, pid: number): Promise<number> {
  const before = cpuTimeMs(pid);
  const frames = await source.run(ROUND_MS);
  return (frames / (cpuTimeMs(pid) - before)) * 1000;
}

async function startNaiveHub(context: BenchContext, nics: readonly FabricNic[]): Promise<number> {
  const words = nics.flatMap(({ local, remote, txSession, txCookie }) => [
    local.address,
    String(local.port),
    remote.address,
    String(remote.port),
    Buffer.from(encodeHeader(tunnelKey(txSession, txCookie))).toString('hex'),
  ]);
  const script = join(import.meta.dirname, '..', 'networks', 'naive-hub.ts');
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  context.owned.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}
