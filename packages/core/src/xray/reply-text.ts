import type { BatchAnswer } from '@umlaut/contracts/monitor';

/** The longest file that a look reads, mb_groups of a large disk, stays below; what is longer is cut. */
const MAX_CHARACTERS = 128 * 1024;
// oxlint-disable-next-line no-control-regex -- control characters, and those that turn the writing direction
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A file's content out of the answer to `proc PATH`; null when there is none, or not all of it. Pure. */
export function replyText(answer: BatchAnswer | undefined): string | null {
  if (answer === undefined || 'unanswered' in answer || !answer.ok || answer.truncated) return null;
  const bytes = answer.bytes.slice(0, MAX_CHARACTERS);
  // The kernel's first packet is a lone newline (mconsole_proc), which is not the file's.
  return Buffer.from(bytes.startsWith('\n') ? bytes.slice(1) : bytes, 'latin1').toString('utf8');
}

/** One line for a person: the first of the text, without control characters, cut. Pure. */
export function oneLine(text: string, maxLength = 256): string {
  const line = text.slice(0, maxLength * 4).split('\n', 1)[0] ?? '';
  return line.replaceAll(UNPRINTABLE, ' ').trim().slice(0, maxLength);
}
