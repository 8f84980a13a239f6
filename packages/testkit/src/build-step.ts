import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_DIR, REPOSITORY } from './repository.ts';
import { sourceHash } from './source-hash.ts';

const run = promisify(execFile);
const BUILD_TIMEOUT_MS = 120_000;

/** A workspace package whose `build` script makes `output` from `sources`. Paths below the repository. */
export interface BuildStep {
  package: string;
  output: string;
  sources: readonly string[];
}

/** Runs the package's build script unless its output was made from these very sources. */
export async function buildWhenStale(step: BuildStep): Promise<void> {
  if (!step.sources.every((path) => existsSync(join(REPOSITORY, path)))) return;
  const key = await sourceHash(step.sources.map((path) => join(REPOSITORY, path)));
  const stamp = join(CACHE_DIR, 'built', step.package.replace('/', '-'));
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === key && existsSync(join(REPOSITORY, step.output))) return;
  await run('pnpm', ['--filter', step.package, 'build'], { cwd: REPOSITORY, timeout: BUILD_TIMEOUT_MS });
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, key);
}
