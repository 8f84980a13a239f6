import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
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

/** Runs the package's build script unless its output was made, by this function, from these very sources. */
export async function buildWhenStale(step: BuildStep): Promise<void> {
  const output = join(REPOSITORY, step.output);
  const stamp = join(CACHE_DIR, 'built', step.package.replace('/', '-'));
  const sources = await sourceHash(step.sources.map((path) => join(REPOSITORY, path)));
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built !== '' && built === (await stampText(sources, output))) return;
  await run('pnpm', ['--filter', step.package, 'build'], { cwd: REPOSITORY, timeout: BUILD_TIMEOUT_MS });
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, await stampText(sources, output));
}

/** Also names the file that was built, in case somebody builds another one in between. */
async function stampText(sources: string, output: string): Promise<string> {
  const info = await stat(output).catch(() => null);
  return info === null ? '' : `${sources} ${info.size} ${info.mtimeMs}\n`;
}
