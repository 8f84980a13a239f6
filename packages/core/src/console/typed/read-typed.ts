import { readTypedFiles } from './typed-files.ts';
import type { TypedRecord } from './typed-codec.ts';

/**
 * Who typed what into the console of this folder, newest first.
 * @param before entries with a lower number only; null: from the newest on
 * @throws ErrnoException
 */
export function readTyped(
  dir: string,
  { before, limit }: { before: number | null; limit: number },
): { items: TypedRecord[]; next: number | null } {
  const known = readTypedFiles(dir).filter(({ number }) => before === null || number < before);
  const items = known.slice(-limit).toReversed();
  return { items, next: known.length > limit ? (items.at(-1)?.number ?? null) : null };
}
