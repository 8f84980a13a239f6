import { closeSync, openSync, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MachineId } from '@umlaut/contracts/model';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { command } from '../command.ts';
import { Lab } from '../lab.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const MIB = 1024 ** 2;
const SIZE_MIB = 16 * 1024;
const CHANGED_MIB = 1024;
const MAX_ROUNDS = 7;
const POLL_MS = 10;

export const snapshot: Benchmark = {
  name: 'snapshot',
  summary:
    'keeping the state of a machine with a disk of 16 GiB, 1 GiB of it written, against copying the disk',
  goal: 'under 50 ms at any size',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const lab = context.owned.use(await Lab.open(context));
  const { id, path } = await lab.createWithDisk('snapshot', SIZE_MIB);
  fill(path);
  await command('sync', ['-f', path]);
  const copy = join(await lab.folder('copies'), 'disk');
  const readyMs: number[] = [];
  const measured = await alternate({
    context,
    ours: async () => {
      const startedAt = performance.now();
      const { id: snapshotId } = await lab.api.snapshots.take({ id, name: 'kept' });
      const ms = performance.now() - startedAt;
      await untilReady(lab, id, context);
      readyMs.push(performance.now() - startedAt);
      await lab.api.snapshots.remove({ id, snapshotId });
      return ms;
    },
    baseline: async () => {
      const startedAt = performance.now();
      await command('cp', ['--reflink=auto', '--sparse=always', path, copy]);
      const ms = performance.now() - startedAt;
      await rm(copy);
      return ms;
    },
    minRounds: 2,
    maxRounds: MAX_ROUNDS,
    onRound: (_round, our, base) => context.say(`ours ${our.toFixed(0)} ms, cp ${base.toFixed(0)} ms`),
  });
  const row = (name: string, ours: readonly number[]): Row => ({
    name,
    value: median(ours),
    unit: 'ms',
    baseline: median(measured.baseline),
    baselineName: 'cp --sparse=always of the disk, ms',
    ratio: medianOfPairs(ours, measured.baseline, (our, base) => base / our),
  });
  return [row('snapshot', measured.ours), row('snapshot-ready', readyMs)];
}

/** 1 GiB in runs of 1 MiB, spread over the whole disk. */
function fill(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    const bytes = Buffer.alloc(MIB, 'umlaut');
    for (let run = 0; run < CHANGED_MIB; run++) {
      writeSync(fd, bytes, 0, bytes.length, run * (SIZE_MIB / CHANGED_MIB) * MIB);
    }
  } finally {
    closeSync(fd);
  }
}

/** Until the machine could start again: its own disks are there. */
async function untilReady(lab: Lab, id: MachineId, { signal }: BenchContext): Promise<void> {
  for (;;) {
    const { present } = await lab.api.snapshots.list({ id });
    if (present.readiness === 'ready') return;
    await delay(POLL_MS, undefined, { signal });
  }
}
