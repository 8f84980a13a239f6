import { execFile } from 'node:child_process';
import { chmod, copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Puts a program of this host with its libraries into a folder that guests mount at /mnt/share.
 * @returns the words that run it there
 */
export async function shareProgram(program: string, folder: string): Promise<string> {
  const { stdout } = await run('ldd', [program]);
  const libraries = stdout.match(/\/\S+/g) ?? [];
  for (const path of [program, ...libraries]) {
    const copy = join(folder, basename(path));
    await copyFile(path, copy);
    await chmod(copy, 0o755);
  }
  const loader = libraries.map((path) => basename(path)).find((name) => name.startsWith('ld-linux'));
  if (loader === undefined) throw new Error(`${program} has no loader`);
  return `/mnt/share/${loader} --library-path /mnt/share /mnt/share/${basename(program)}`;
}
