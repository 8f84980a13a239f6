import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type CommandResult } from './run-command.ts';

/** Removing is bounded by the disk. */
const TIMEOUT_MS = 600_000;

/**
 * Removes a folder with everything below it, also where a guest took away the permission to look into
 * folders of its share. rm(1) goes by descriptors: whoever can write there cannot lead it elsewhere by a link.
 * Nothing there is fine.
 * @throws Error with the words of rm
 */
export async function removeTree(path: string): Promise<void> {
  const first = await remove(path);
  if (first.code === 0) return;
  await openUp(path);
  const second = await remove(path);
  if (second.code !== 0) throw new Error(`${path} cannot be removed: ${second.stderr.trim()}`);
}

async function remove(path: string): Promise<CommandResult> {
  return runCommand('rm', ['-rf', '--', path], { timeoutMs: TIMEOUT_MS });
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openUp(join(folder, entry.name));
  }
}
