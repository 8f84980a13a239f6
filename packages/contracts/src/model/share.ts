import { z } from 'zod';

/** NAME_MAX of Linux file systems, in bytes of UTF-8. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_LENGTH = 4096;

/** Why a name cannot be one component of a path in a share; null when it can. */
export function shareNameProblem(name: string): string | null {
  if (name === '') return 'Give it a name';
  if (name === '.' || name === '..') return `"${name}" is not a name`;
  if (name.includes('/')) return 'A name has no "/"';
  if (name.includes('\0')) return 'A name has no NUL character';
  if (!name.isWellFormed()) return 'A name must be text';
  if (utf8Length(name) > MAX_NAME_BYTES) return `A name has at most ${MAX_NAME_BYTES} bytes`;
  return null;
}

/** By hand: what the browser and Node have for it is not part of the language. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

/** The same for a name to be made: a guest's programs may use control characters, we do not. */
export function newShareNameProblem(name: string): string | null {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'A name has no control characters';
  return shareNameProblem(name);
}

/** The problem of a path below the share's root, such as "logs/boot.txt"; null when it is fine. "" is the root. */
export function sharePathProblem(path: string): string | null {
  if (path.length > MAX_PATH_LENGTH) return `A path has at most ${MAX_PATH_LENGTH} characters`;
  for (const name of sharePathNames(path)) {
    const problem = shareNameProblem(name);
    if (problem !== null) return problem;
  }
  return null;
}

export function sharePathNames(path: string): string[] {
  return path === '' ? [] : path.split('/');
}

/** A path below the share's root; "" is the root itself. */
export const sharePath = z.string().superRefine((path, context) => {
  const problem = sharePathProblem(path);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

/** Of something in the share, not the root. */
export const shareEntryPath = sharePath.refine((path) => path !== '', 'Name something in the folder');

/** - `link`: symbolic, never followed. - `other`: a FIFO, a socket, a device. */
export const shareEntryKind = z.enum(['file', 'folder', 'link', 'other']);
export type ShareEntryKind = z.output<typeof shareEntryKind>;

export const shareEntry = z.object({
  /** As it is; null when its bytes are no UTF-8: then nothing can be done to it from here. */
  name: z.string().nullable(),
  /** The name for people, with what cannot be shown escaped. */
  shownName: z.string(),
  kind: shareEntryKind,
  sizeBytes: z.int().min(0),
  changedAt: z.iso.datetime(),
});
export type ShareEntry = z.output<typeof shareEntry>;
