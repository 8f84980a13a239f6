import { access } from 'node:fs/promises';

/** Whether there is something at a path that this account can look up; a link that leads nowhere is nothing. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
