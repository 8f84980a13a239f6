import { readdirSync } from 'node:fs';

/** Names in the folder of a log; one that does not exist yet is an empty log. @throws ErrnoException */
export function listLogFolder(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
