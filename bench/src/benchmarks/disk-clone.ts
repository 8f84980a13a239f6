import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { builtDiskWorker } from '../built-disk-worker.ts';
import { command } from '../command.ts';
import type { Row } from '../report.ts';
import { makeScatteredCow } from '../scattered-cow.ts';
import { median, medianOfPairs } from '../statistics.ts';

const MIB = 1024 ** 2;
const DISK = { sizeBytes: 2048 * MIB, dataBytes: 4 * MIB, changedBytes: 256 * MIB };
const MAX_ROUNDS = 9;

export const diskClone: Benchmark = {
  name: 'disk-clone',
  summary:
    'a copy of a copy-on-write disk with 256 MiB of changes, on the disk, against cp --sparse=always and sync',
  goal: 'ratio at least 1',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umlaut-bench-clone-'));
  context.owned.defer(() => rm(folder, { recursive: true, force: true }));
  const worker = context.owned.use(builtDiskWorker());
  const { cow } = await makeScatteredCow(folder, DISK);
  const copy = join(folder, 'copy');
  const copyByCp = () => command('cp', ['--reflink=auto', '--sparse=always', cow.path, copy]);
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    await rm(copy, { force: true });
    await command('sync', ['-f', folder]);
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const plain: number[] = [];
  const cold: number[] = [];
  const { ours, baseline } = await alternate({
    context,
    ours: async () => {
      cold.push(
        await timed(async () => {
          await using fresh = builtDiskWorker();
          await fresh.run('clone', { from: cow.path, to: copy });
        }),
      );
      const ms = await timed(() => worker.run('clone', { from: cow.path, to: copy }));
      await command('cmp', [cow.path, copy]);
      return ms;
    },
    baseline: async () => {
      plain.push(await timed(copyByCp));
      return await timed(async () => {
        await copyByCp();
        await command('sync', [copy, folder]);
      });
    },
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
    onRound: (_round, our, base) =>
      context.say(`ours ${our.toFixed(0)} ms, cp and sync ${base.toFixed(0)} ms`),
  });
  const row = (name: string, own: readonly number[], their: { name: string; ms: readonly number[] }): Row => {
    const ratio = medianOfPairs(own, their.ms, (our, base) => base / our);
    return {
      name,
      value: median(own),
      unit: 'ms',
      baseline: median(their.ms),
      baselineName: their.name,
      ratio,
    };
  };
  const synced = { name: 'cp and sync, ms', ms: baseline };
  return [
    row('disk-clone', ours, synced),
    row('disk-clone-first', cold, synced),
    row('disk-clone-unsynced', ours, { name: 'cp alone, ms', ms: plain }),
  ];
}
