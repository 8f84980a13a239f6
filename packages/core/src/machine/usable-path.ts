import { UmlautError } from '@umlaut/contracts/errors';

/** sizeof(sun_path) - 1 on Linux, unix(7). */
export const MAX_SOCKET_PATH_BYTES = 107;

/**
 * What separates or quotes somewhere between us and the guest: `,` and `:` in ubd options, white space in
 * the kernel command line (argv words are joined with blanks), `"` in kernel parameters. A backslash or an
 * apostrophe means nothing there, but no command that we print for a person survives them.
 */
// oxlint-disable-next-line no-control-regex
const UNUSABLE = /[\s,:"'\\\u0000-\u001f\u007f]/u;

/**
 * Refuses a path that could not be handed to UML as it is. Nothing is ever quoted or stripped.
 * @throws UmlautError PATH_UNSUPPORTED with `field`
 */
export function assertPathUsable(path: string, field: string): void {
  const problem = pathProblem(path);
  if (problem === null) return;
  throw new UmlautError('PATH_UNSUPPORTED', `The path ${JSON.stringify(path)} ${problem}`, {
    field,
    hint: 'Choose a path of letters, digits, "/", "-", "_" and "."',
  });
}

function pathProblem(path: string): string | null {
  if (!path.startsWith('/')) return 'is not absolute';
  const character = UNUSABLE.exec(path)?.[0];
  if (character !== undefined) {
    return `contains ${JSON.stringify(character)}, which separates the options of User Mode Linux`;
  }
  if (path.split('/').includes('..')) return 'contains ".."';
  return null;
}

export function socketPathFits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES;
}

/** @throws UmlautError PATH_UNSUPPORTED when the kernel could not bind or connect a socket there */
export function assertSocketPathFits(path: string, field: string): void {
  if (socketPathFits(path)) return;
  const bytes = Buffer.byteLength(path);
  throw new UmlautError(
    'PATH_UNSUPPORTED',
    `The socket path ${path} has ${bytes} bytes; Unix sockets allow ${MAX_SOCKET_PATH_BYTES}`,
    { field, hint: 'Set UMLAUT_RUNTIME_DIR to a shorter folder, such as /run/umlaut' },
  );
}
