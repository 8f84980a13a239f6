import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { builtDiskWorker } from '../built-disk-worker.ts';
import { command } from '../command.ts';
import { dropPageCache } from '../page-cache.ts';
import type { Row } from '../report.ts';
import { makeScatteredCow } from '../scattered-cow.ts';
import { median, medianOfPairs } from '../statistics.ts';

const MIB = 1024 ** 2;
const DISK = { sizeBytes: 2048 * MIB, dataBytes: 128 * MIB, changedBytes: 64 * MIB };
const MAX_ROUNDS = 7;

export const cowMerge: Benchmark = {
  name: 'cow-merge',
  summary: 'a copy-on-write disk of 2 GiB with 64 MiB changed into a raw image, against uml_moo',
  goal: 'ratio at least 3',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umlaut-bench-merge-'));
  context.owned.defer(() => rm(folder, { recursive: true, force: true }));
  const worker = context.owned.use(builtDiskWorker());
  const { cow } = await makeScatteredCow(folder, DISK);
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const mergeOurs = async (): Promise<void> => {
    await worker.run('merge', { cowPath: cow.path, outPath: ours }, { signal: context.signal });
  };
  const mergeTheirs = (): Promise<void> => command('uml_moo', [cow.path, theirs]);

  const timed = async (path: string, merge: () => Promise<void>, isCold: boolean): Promise<number> => {
    await rm(path, { force: true });
    if (isCold) dropPageCache();
    const startedAt = performance.now();
    await merge();
    return performance.now() - startedAt;
  };
  const compare = async (isCold: boolean, endsAt: number): Promise<Figures> => {
    const measured = await alternate({
      context: { endsAt, signal: context.signal },
      ours: () => timed(ours, mergeOurs, isCold),
      baseline: () => timed(theirs, mergeTheirs, isCold),
      minRounds: 1,
      maxRounds: MAX_ROUNDS,
      onRound: (_round, our, base) => context.say(`ours ${our.toFixed(0)} ms, uml_moo ${base.toFixed(0)} ms`),
    });
    await command('cmp', [ours, theirs]);
    const ratio = medianOfPairs(measured.ours, measured.baseline, (our, base) => base / our);
    return { value: median(measured.ours), baseline: median(measured.baseline), ratio };
  };
  const now = performance.now();
  const warm = await compare(false, now + (context.endsAt - now) * 0.7);
  const rows: Row[] = [{ name: 'cow-merge', unit: 'ms', baselineName: 'uml_moo, ms', ...warm }];
  if (!dropPageCache()) {
    context.say('not root: no row for a cold page cache');
    return rows;
  }
  const cold = await compare(true, context.endsAt);
  return [...rows, { name: 'cow-merge-cold', unit: 'ms', baselineName: 'uml_moo, ms', ...cold }];
}

type Figures = Pick<Row, 'value' | 'baseline' | 'ratio'>;
