import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The folder itself, or the one above it that exists: before the first start there is no home yet. */
export async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if ((await stat(folder).catch(() => null)) !== null) return folder;
  }
  return '/';
}
