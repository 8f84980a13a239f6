import type { ConsoleHit } from '@umlaut/contracts/model';
import { ESCAPE_SEQUENCE } from '../../terminal-text/index.ts';

const MAX_LINE = 400;
/** Characters before the text that is found, when the line is too long to be shown whole. */
const LEAD = 120;
const CUT = '…';
/** Looked at on both sides of it. */
export const CONTEXT_BYTES = 4_096;

/** Escape sequences of all kinds, and control characters but the tab. */
export const UNSEEN = new RegExp(String.raw`${ESCAPE_SEQUENCE}|[\u0000-\u0008\u000a-\u001f\u007f]`, 'g');

/**
 * The line around a text that was found, as a person sees it.
 * @param bytes some of what stands before and after it as well
 * @param at where it begins in `bytes`
 * @returns null when a person does not see it: it is part of an escape sequence. Pure.
 */
export function hitLine(
  bytes: Buffer,
  at: number,
  length: number,
): Pick<ConsoleHit, 'line' | 'start' | 'length'> | null {
  const from = Math.max(bytes.lastIndexOf(0x0a, at), bytes.lastIndexOf(0x0d, at)) + 1;
  const before = clean(bytes.subarray(from, at));
  const text = clean(bytes.subarray(at, at + length));
  const line = clean(bytes.subarray(from, endOfLine(bytes, at + length)));
  if (text === '' || !line.startsWith(before + text)) return null;
  return cut(line, before.length, text.length);
}

function cut(line: string, start: number, length: number): { line: string; start: number; length: number } {
  if (line.length <= MAX_LINE) return { line, start, length };
  const from = Math.max(0, Math.min(start - LEAD, line.length - MAX_LINE + 2));
  const lead = from === 0 ? '' : CUT;
  const rest = line.slice(from, from + MAX_LINE - 2);
  const tail = from + rest.length < line.length ? CUT : '';
  return { line: `${lead}${rest}${tail}`, start: start - from + lead.length, length };
}

function endOfLine(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0x0a || bytes[at] === 0x0d) return at;
  return bytes.length;
}

function clean(bytes: Buffer): string {
  return bytes.toString('utf8').replace(UNSEEN, '');
}
