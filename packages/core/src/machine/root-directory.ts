import { chown, mkdir } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { unpackImage } from '../images/unpack/unpack-image.ts';
import { runCommand, type CommandResult } from '../process/index.ts';
import { machineFiles } from './machine-paths.ts';

type Account = LaunchSpec['runAs'];

interface RootWork {
  /** Of the machine that gets the root; only the caller's account can write to what it lies in. */
  machineDir: string;
  account: Account;
  signal?: AbortSignal | undefined;
}

/** Bounded by the disk of the host. */
const COPY_TIMEOUT_MS = 1_800_000;
const MEASURE_TIMEOUT_MS = 5_000;
const ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** Makes a machine's root of an image. @throws UmlautError as unpackImage does */
export async function makeRootDirectory(work: RootWork & { imagePath: string }): Promise<void> {
  const { imagePath, account, signal } = work;
  const folder = await makeFolder(work);
  await unpackImage({ imagePath, folder, account, signal });
  await sync(folder, signal);
}

/**
 * Makes a machine's root of that of another machine, which does not run: whole files are copied, or share their blocks
 * where the file system can, and holes stay holes. As the machine's account: what a guest made is no business of root's.
 * @throws UmlautError ROOT_UNUSABLE with the words of cp, STORAGE_FULL, CANCELLED
 */
export async function copyRootDirectory(work: RootWork & { from: string }): Promise<void> {
  const { from, account, signal } = work;
  const folder = await makeFolder(work);
  const result = await runCommand(
    'cp',
    ['--archive', '--reflink=auto', '--sparse=always', '--no-target-directory', '--', from, folder],
    { timeoutMs: COPY_TIMEOUT_MS, signal, runAs: account, env: ENV },
  );
  if (result.code !== 0) throw copyError(from, result);
  await sync(folder, signal);
}

/**
 * Bytes that a root occupies on the host, with all that is in it; null when they cannot be counted soon, or wholly.
 * A guest may grow it meanwhile.
 */
export async function measureRootDirectory(path: string, account: Account): Promise<number | null> {
  const result = await runCommand('du', ['--summarize', '--block-size=1', '--one-file-system', '--', path], {
    timeoutMs: MEASURE_TIMEOUT_MS,
    runAs: account,
    env: ENV,
    outputLimitBytes: 65_536,
  }).catch(() => null);
  const bytes = /^(\d+)\t/.exec(result?.stdout ?? '')?.[1];
  return bytes === undefined ? null : Number(bytes);
}

/** The account works in it and needs the way there, so both folders are its own from the start. */
async function makeFolder({ machineDir, account }: RootWork): Promise<string> {
  const { rootDir } = machineFiles(machineDir);
  await mkdir(rootDir, { mode: 0o700 });
  if (account !== null) {
    await chown(rootDir, account.uid, account.gid);
    await chown(machineDir, account.uid, account.gid);
  }
  return rootDir;
}

/** Neither debugfs nor cp waits for the disk, and a machine is there for good once its row is. */
async function sync(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const { code, stderr } = await runCommand('sync', ['--file-system', folder], {
    timeoutMs: COPY_TIMEOUT_MS,
    signal,
    env: ENV,
  });
  if (code !== 0) throw new Error(`sync: ${stderr.trim()}`);
}

function copyError(from: string, { stderr }: CommandResult): UmlautError {
  const [complaint = 'it ended without a word'] = stderr.trim().split('\n');
  if (stderr.includes('No space left on device')) {
    return new UmlautError('STORAGE_FULL', 'There is no room for the copy: nothing was changed.', {
      hint: 'Make room, for instance by deleting machines that nobody needs.',
    });
  }
  return new UmlautError('ROOT_UNUSABLE', `The root directory ${from} could not be copied: ${complaint}`, {
    hint: 'The account of the machines must be able to read every file in it',
  });
}
