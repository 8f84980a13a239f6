import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand } from '../process/index.ts';
import type { NamespaceMember } from './namespace-identity.ts';

/** The account that the namespace is of, when this process is root; null: this process's own. */
export type NamespaceAccount = { uid: number; gid: number } | null;

const TIMEOUT_MS = 10_000;
/** A lab of thousands of interfaces is described in some megabytes. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;
/** ip(8) is in a folder that PATH of an unprivileged account may lack. */
export const NETWORK_ENVIRONMENT: NodeJS.ProcessEnv = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/**
 * Words before a command that run it in the namespaces of a process, as root of its user namespace: nsenter(1). The
 * caller's own ids stay, which are root's there.
 */
export function enterWords({ pid }: Pick<NamespaceMember, 'pid'>): string[] {
  return ['--preserve-credentials', '--target', String(pid), '--user', '--net', '--'];
}

/**
 * Runs a program in a network namespace, never as root of the host: a root server drops to the account first.
 * @returns its output
 * @throws NETWORK_UNAVAILABLE with what it said; HOST_UNSUPPORTED, DEADLINE_EXCEEDED
 */
export async function runInside(
  member: NamespaceMember,
  runAs: NamespaceAccount,
  command: readonly string[],
  input?: string,
): Promise<string> {
  const result = await runCommand('nsenter', [...enterWords(member), ...command], {
    timeoutMs: TIMEOUT_MS,
    env: NETWORK_ENVIRONMENT,
    cwd: '/',
    runAs,
    input,
    outputLimitBytes: OUTPUT_LIMIT,
  });
  if (result.code === 0) return result.stdout;
  const said = result.stderr.trim().split('\n').slice(0, 3).join('; ');
  throw new UmlautError('NETWORK_UNAVAILABLE', `Umlaut's network namespace could not be changed: ${said}`, {
    hint: 'The kernel of this host may lack bridges, taps or veth pairs (modprobe bridge tun veth).',
    details: { command: command.slice(0, 3).join(' '), code: result.code },
  });
}
