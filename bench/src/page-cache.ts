import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const DROP_CACHES = '/proc/sys/vm/drop_caches';
/** Page cache only; proc(5). */
const PAGE_CACHE = '1';

/** Writes out what is dirty and forgets what files hold, so that the next reader reads the disk. @returns whether it may */
export function dropPageCache(): boolean {
  try {
    execFileSync('sync', { timeout: 60_000 });
    writeFileSync(DROP_CACHES, PAGE_CACHE);
    return true;
  } catch {
    return false;
  }
}
