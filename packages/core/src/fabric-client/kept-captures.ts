import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether an earlier fabric of this home has left captures, which the next one has. Never rejects. */
export async function hasKeptCaptures(home: string): Promise<boolean> {
  const names = await readdir(join(home, 'fabric', 'captures')).catch(() => []);
  return names.some((name) => name.endsWith('.json'));
}
