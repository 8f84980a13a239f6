import { truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCow } from '@umlaut/core/cow';
import { alternate } from '../alternate.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { command } from '../command.ts';
import type { Row } from '../report.ts';
import { median, medianOfPairs } from '../statistics.ts';

const IMAGE_BYTES = 10 * 1024 ** 3;
const FILES = 10;
const MAX_ROUNDS = 15;

export const cowCreate: Benchmark = {
  name: 'cow-create',
  summary: 'an empty copy-on-write file over an image of 10 GiB, on the disk, against uml_mkcow',
  goal: 'not slower than uml_mkcow followed by sync',
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'umlaut-bench-create-'));
  context.owned.defer(() => rm(folder, { recursive: true, force: true }));
  const imagePath = join(folder, 'image');
  writeFileSync(imagePath, '');
  truncateSync(imagePath, IMAGE_BYTES);
  const plain: number[] = [];
  const { ours, baseline } = await alternate({
    context,
    ours: () => timed(folder, (path) => createCow({ path, backingPath: imagePath })),
    baseline: async () => {
      plain.push(await timed(folder, (path) => command('uml_mkcow', [path, imagePath])));
      // createCow returns when file and name would survive a power cut.
      return await timed(folder, async (path) => {
        await command('uml_mkcow', [path, imagePath]);
        await command('sync', [path, folder]);
      });
    },
    minRounds: 3,
    maxRounds: MAX_ROUNDS,
  });
  const value = median(ours);
  const row = (name: string, baselineName: string, theirs: readonly number[]): Row => {
    const ratio = medianOfPairs(ours, theirs, (our, base) => base / our);
    return { name, value, unit: 'ms', baseline: median(theirs), baselineName, ratio };
  };
  return [
    row('cow-create', 'uml_mkcow and sync, ms', baseline),
    row('cow-create-unsynced', 'uml_mkcow alone, ms', plain),
  ];
}

/** Milliseconds for one file. */
async function timed(folder: string, create: (path: string) => Promise<unknown>): Promise<number> {
  let total = 0;
  for (let index = 0; index < FILES; index++) {
    const path = join(folder, 'disk.cow');
    const startedAt = performance.now();
    await create(path);
    total += performance.now() - startedAt;
    await rm(path);
  }
  return total / FILES;
}
