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
  goal: 'ratio at least 0.9',
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
  const { ours, baseline } = await alternate({
    context,
    ours: async () => {
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
  const value = median(ours);
  const row = (name: string, baselineName: string, theirs: readonly number[]): Row => {
    const ratio = medianOfPairs(ours, theirs, (our, base) => base / our);
    return { name, value, unit: 'ms', baseline: median(theirs), baselineName, ratio };
  };
  return [row('disk-clone', 'cp and sync, ms', baseline), row('disk-clone-unsynced', 'cp alone, ms', plain)];
}
