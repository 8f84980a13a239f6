import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kernelId, type KernelId } from '@umlaut/contracts/model';

/**
 * Imported kernels lie in `<importedDir>/<id>/linux`, with their label in `<id>/label` (plain text): a folder
 * each, so that one rename makes a kernel appear and one removes it.
 */
export interface ImportedKernel {
  id: KernelId;
  label: string;
  path: string;
}

export const KERNEL_FILE = 'linux';
export const LABEL_FILE = 'label';

export async function listImported(importedDir: string): Promise<ImportedKernel[]> {
  const entries = await readdir(importedDir, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const ids = entries.flatMap((entry) => {
    const id = kernelId.safeParse(entry.name);
    return entry.isDirectory() && id.success ? [id.data] : [];
  });
  return Promise.all(
    ids.toSorted().map(async (id) => ({
      id,
      label: (await readFile(join(importedDir, id, LABEL_FILE), 'utf8').catch(() => '')).trim() || id,
      path: join(importedDir, id, KERNEL_FILE),
    })),
  );
}
