import { stat } from 'node:fs/promises';

/** Bytes that the files occupy together; those that are gone count nothing. */
export async function measureDisks(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map(async (path) => stat(path).catch(() => null)));
  return files.reduce((sum, file) => sum + (file === null ? 0 : file.blocks * 512), 0);
}
