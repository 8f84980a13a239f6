import { UmlautError } from '@umlaut/contracts/errors';
import { MAX_MCONSOLE_LINE_BYTES } from '@umlaut/contracts/model';
import { pathSafety } from './guest-paths.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/**
 * The request line that reads a file of the guest. Blanks are fine: the kernel takes the rest of the line as
 * it is. Links are not known from here, so a link in a safe tree may lead out of it. Pure.
 * @param anywhere also where it is not known whether files block; never devices
 * @throws INVALID_INPUT with the field, GUEST_PATH_UNSAFE
 */
export function planGuestFile(path: string, { anywhere }: { anywhere: boolean }): string {
  if (!path.startsWith('/')) throw invalid('A path in the guest begins with "/"');
  if (CONTROL_CHARACTER.test(path)) throw invalid('A path in the guest has no control characters here');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw invalid('A path in the guest does not climb with ".."');
  if (parts.length === 0 || path.endsWith('/')) throw invalid('That names a folder; only files can be read');
  const plain = `/${parts.join('/')}`;
  const line = plain.startsWith('/proc/') ? `proc ${plain.slice('/proc/'.length)}` : `proc 1/root${plain}`;
  const bytes = Buffer.byteLength(line);
  if (bytes > MAX_MCONSOLE_LINE_BYTES) {
    throw invalid(`A request line has at most ${MAX_MCONSOLE_LINE_BYTES} bytes; this path makes it ${bytes}`);
  }
  assertSafe(plain, anywhere);
  return line;
}

function assertSafe(path: string, anywhere: boolean): void {
  const safety = pathSafety(path);
  if (safety === 'safe' || (safety === 'unknown' && anywhere)) return;
  const never = safety === 'never';
  throw new UmlautError(
    'GUEST_PATH_UNSAFE',
    never
      ? `${path} is, or may lead to, a device; reading one can stop the guest's kernel from answering for good`
      : `Nobody knows whether ${path} is a regular file; one that blocks would stop the guest's kernel from answering`,
    {
      field: 'path',
      details: { isNever: never },
      hint: never
        ? 'Read it inside the guest'
        : 'Read it inside the guest, or anywhere all the same if you know that it is a regular file',
    },
  );
}

function invalid(message: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, { field: 'path' });
}
