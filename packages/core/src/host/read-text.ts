import { readFile } from 'node:fs/promises';

/** A small file of /proc or /sys without its last newline; null when this kernel or container has none. */
export async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (text) => text.trimEnd(),
    () => null,
  );
}

/** The same as a number; null when there is no such file or no number in it. */
export async function readNumber(path: string): Promise<number | null> {
  const text = await readText(path);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}
