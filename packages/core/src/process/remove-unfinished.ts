import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Work folders of imports and builds (`mkdtemp` with these prefixes) and of writeFileAtomic. */
const UNFINISHED = /^\.((import|starter|tiny|removed)-|.*\.[0-9a-f]{12}\.tmp$)/;

/**
 * Removes what imports, builds and atomic writes left in a folder when the process that ran them was killed.
 * To be called when none can be under way: at start, by the one owner of the folder. A missing folder is
 * fine.
 */
export async function removeUnfinished(dir: string): Promise<void> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names.filter((each) => UNFINISHED.test(each))) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}
