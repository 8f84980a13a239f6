import { UmlautError, fromWireError } from '@umlaut/contracts/errors';
import type { GuestFile } from '@umlaut/contracts/model';
import type { BatchAnswer } from '@umlaut/contracts/monitor';

/**
 * An answer of that many bytes has at most 160 packets of text, and so many always come (docs/xray.md,
 * "Files"). Of a longer one packets may be missing, and only its beginning is sure.
 */
const SURE_BYTES = 72_000;
const CUT_BYTES = 64 * 1024;

/**
 * What the kernel read, or why it did not.
 * @throws GUEST_FILE_NOT_FOUND, GUEST_FILE_UNREADABLE, or why nothing was answered
 */
export function toGuestFile(path: string, answer: BatchAnswer, elapsedMs: number): GuestFile {
  if ('unanswered' in answer) throw fromWireError(answer.unanswered);
  if (!answer.ok) throw refusal(path, answer.bytes.trim());
  // The kernel's first packet is a lone newline (mconsole_proc), which is not the file's.
  const text = answer.bytes.startsWith('\n') ? answer.bytes.slice(1) : answer.bytes;
  const isCut = answer.truncated || text.length > SURE_BYTES;
  const content = Buffer.from(isCut ? text.slice(0, CUT_BYTES) : text, 'latin1');
  return {
    path,
    content: content.toString('base64'),
    sizeBytes: content.length,
    completeness: isCut ? 'cut' : 'complete',
    looksBinary: looksBinary(content, isCut),
    elapsedMs,
  };
}

function refusal(path: string, said: string): UmlautError {
  if (said === 'Failed to open file') {
    return new UmlautError('GUEST_FILE_NOT_FOUND', `The guest has no file ${path}`, {
      field: 'path',
      hint: 'A symbolic link that begins with "/" cannot be followed from here: give the path that it leads to',
    });
  }
  const message =
    said === 'Read of file failed'
      ? `The guest's kernel cannot read ${path} this way: it is a folder, or a file without contents of its own`
      : `The guest's kernel did not read ${path}: ${said.slice(0, 200)}`;
  return new UmlautError('GUEST_FILE_UNREADABLE', message, { field: 'path' });
}

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const NOT_IN_TEXT = /[\u0000-\u0006\u000e-\u001a\u001c-\u001f\u007f]/;

/** Control characters that no text has, or bytes that are no UTF-8. */
function looksBinary(content: Uint8Array, isCut: boolean): boolean {
  try {
    // A cut may go through a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: isCut });
    return NOT_IN_TEXT.test(text);
  } catch {
    return true;
  }
}
