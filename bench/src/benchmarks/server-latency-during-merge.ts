import { setTimeout as delay } from 'node:timers/promises';
import type { MachineId, TaskId } from '@umlaut/contracts/model';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { command } from '../command.ts';
import { Lab } from '../lab.ts';
import type { Row } from '../report.ts';
import { scatterChanges, scatterImage } from '../scattered-cow.ts';
import { percentile } from '../statistics.ts';

const MIB = 1024 ** 2;
const SIZE_BYTES = 2048 * MIB;
const DATA_BYTES = 768 * MIB;
const CHANGED_BYTES = 256 * MIB;
const MAX_ROUNDS = 6;
const IDLE_MS = 3_000;
/** Between two questions of one client. */
const PAUSE_MS = 4;
const LABEL = 'Merged';

export const serverLatencyDuringMerge: Benchmark = {
  name: 'server-latency-during-merge',
  summary: 'a simple GET while the server merges a disk of 2 GiB into a new image, against the same idle',
  goal: 'p99 under 2 times idle',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const lab = context.owned.use(await Lab.open(context));
  const sizes = { sizeBytes: SIZE_BYTES, dataBytes: DATA_BYTES };
  const image = await lab.addImage('large', async (path) => {
    scatterImage(path, sizes);
    // What is saved has to look like something that boots.
    await command('mkfs.ext4', ['-q', '-F', '-E', 'nodiscard', path]);
  });
  const id = await lab.createChanged('busy', image, (cow) => scatterChanges(cow, CHANGED_BYTES));
  await latencies(lab, id, context, () => delay(500, true));
  const { ours, baseline } = await alternate({
    context,
    ours: () => duringMerge(lab, id, context),
    baseline: () => latencies(lab, id, context, () => delay(IDLE_MS, true)),
    minRounds: 2,
    maxRounds: MAX_ROUNDS,
    onRound: (_round, our, idle) =>
      context.say(
        `p99 ${percentile(our, 99).toFixed(2)} ms of ${our.length}, idle ${percentile(idle, 99).toFixed(2)} ms of ${idle.length}`,
      ),
  });
  const row = (name: string, share: number): Row => {
    const [value, idle] = [percentile(ours.flat(), share), percentile(baseline.flat(), share)];
    return {
      name,
      value,
      unit: 'ms',
      baseline: idle,
      baselineName: 'the same GET on the idle server, ms',
      ratio: idle / value,
    };
  };
  return [row('server-latency-during-merge', 99), row('server-latency-during-merge-p50', 50)];
}

async function duringMerge(lab: Lab, id: MachineId, context: BenchContext): Promise<number[]> {
  const { taskId } = await lab.api.storage.save({ id, number: 0, label: LABEL });
  const found = await latencies(lab, id, context, () => untilDone(lab, taskId, context));
  const { items } = await lab.api.images.list();
  const merged = items.find(({ label }) => label === LABEL);
  if (merged === undefined) throw new Error('The merge made no image');
  await lab.api.images.remove({ id: merged.id });
  return found;
}

async function untilDone(lab: Lab, taskId: TaskId, { signal }: BenchContext): Promise<true> {
  for (;;) {
    const task = (await lab.api.tasks.list()).items.find((one) => one.id === taskId);
    if (task?.state === 'succeeded') return true;
    if (task?.state !== 'running') throw new Error(`The merge ${task?.state ?? 'is gone'}`);
    await delay(200, undefined, { signal });
  }
}

/** One GET after the other, as long as something goes on. @returns milliseconds of each */
async function latencies(
  lab: Lab,
  id: MachineId,
  { signal }: BenchContext,
  during: () => Promise<true>,
): Promise<number[]> {
  const found: number[] = [];
  let isOver = false;
  const ended = during().finally(() => (isOver = true));
  while (!isOver) {
    signal.throwIfAborted();
    const startedAt = performance.now();
    await lab.api.machines.get({ id });
    found.push(performance.now() - startedAt);
    await delay(PAUSE_MS);
  }
  await ended;
  return found;
}
