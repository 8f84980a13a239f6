import type { TextFinder } from './find-text.ts';
import { UNSEEN } from './hit-line.ts';

/**
 * The first place of a text in its line that no escape sequence touches: a prompt often names in the window's
 * title, unseen, what it then shows. Pure.
 * @param first its first place in the line
 * @param to where the line ends
 * @returns null when there is none
 */
export function seenPlace(
  bytes: Buffer,
  finder: TextFinder,
  { first, to }: { first: number; to: number },
): number | null {
  const from = bytes.lastIndexOf(0x0a, first) + 1;
  let at = first;
  // One character for each byte: places in this text are places in the bytes.
  for (const { index, 0: sequence } of bytes.toString('latin1', from, to).matchAll(UNSEEN)) {
    if (at + finder.length <= from + index) return at;
    const after = from + index + sequence.length;
    if (at < after) at = finder.next(bytes, after);
    if (at === -1 || at >= to) return null;
  }
  return at;
}
