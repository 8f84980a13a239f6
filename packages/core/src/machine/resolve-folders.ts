import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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
 * Where the sockets of this home go. Two homes never share a folder, and the path is short: UML's socket
 * lies three levels deeper and may have 107 bytes. Root does not use XDG_RUNTIME_DIR, which the account
 * of the machines cannot enter.
 */
export function resolveRuntimeRoot(env: Environment, home: string, uid: number = currentUid()): string {
  const given = env['UMLAUT_RUNTIME_DIR'] ?? '';
  if (given !== '') return resolve(given);
  const name = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 8);
  if (uid === 0) return join('/run/umlaut', name);
  const session = env['XDG_RUNTIME_DIR'] ?? '';
  return session === '' ? join(`/tmp/umlaut-${uid}`, name) : join(session, 'umlaut', name);
}
