import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { longestSocketPath } from './machine-paths.ts';
import { socketPathFits } from './usable-path.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Effective user of this process; Linux always has one. */
function currentUid(): number {
  return process.geteuid?.() ?? 0;
}

/** $UMLAUT_HOME, else /var/lib/umlaut for root, else ~/.local/share/umlaut. */
export function resolveHome(env: Environment, uid: number = currentUid()): string {
  const given = env['UMLAUT_HOME'] ?? '';
  if (given !== '') return resolve(given);
  return uid === 0 ? '/var/lib/umlaut' : join(env['HOME'] ?? homedir(), '.local/share/umlaut');
}

/**
 * Where the sockets of this home go, which must outlive the session that a server was started from, as
 * machines do: $XDG_RUNTIME_DIR is removed at logout. In the home if paths are short enough there: a socket
 * path may have 107 bytes, and UML's socket lies three levels deeper.
 */
export function resolveRuntimeRoot(env: Environment, home: string, uid: number = currentUid()): string {
  const given = env['UMLAUT_RUNTIME_DIR'] ?? '';
  if (given !== '') return resolve(given);
  const inHome = join(resolve(home), 'run');
  if (uid !== 0 && socketPathFits(longestSocketPath(inHome))) return inHome;
  const name = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 8);
  return join(uid === 0 ? '/run/umlaut' : `/tmp/umlaut-${uid}`, name);
}
