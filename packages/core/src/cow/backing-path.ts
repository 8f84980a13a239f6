import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { V3 } from './layout.ts';

/** What ends a file name in a `ubd` option, or a word of the kernel command line. */
// oxlint-disable-next-line no-control-regex -- control characters are among them
const SEPARATOR = /[,:\s\u0000-\u001f\u007f"]/;

/**
 * A backing path as the kernel would store it: symbolic links of the folder resolved, the last name kept;
 * `absolutize()` in arch/um/drivers/cow_user.c.
 * @throws PATH_UNSUPPORTED, BACKING_MISSING
 */
export async function absoluteBackingPath(path: string): Promise<string> {
  let folder: string;
  try {
    folder = await realpath(dirname(path));
  } catch (error) {
    throw new UmlautError('BACKING_MISSING', `There is no folder ${dirname(path)} with a backing file`, {
      details: { path },
      cause: error,
    });
  }
  const absolute = join(folder, basename(path));
  requireUsablePath(absolute);
  return absolute;
}

/** @throws PATH_UNSUPPORTED for what cannot stand in a `ubd` option or in a header */
export function requireUsablePath(path: string): void {
  const separator = SEPARATOR.exec(path)?.[0];
  if (separator !== undefined) {
    throw new UmlautError(
      'PATH_UNSUPPORTED',
      `The path of a disk cannot contain ${JSON.stringify(separator)}: ${path}`,
      {
        hint: 'Use a path without comma, colon, quote, blank and control characters',
        details: { path },
      },
    );
  }
  const bytes = Buffer.byteLength(path);
  if (bytes >= V3.pathBytes) {
    throw new UmlautError(
      'PATH_UNSUPPORTED',
      `The path of a disk has at most ${V3.pathBytes - 1} bytes, not ${bytes}`,
      {
        details: { bytes },
      },
    );
  }
}
