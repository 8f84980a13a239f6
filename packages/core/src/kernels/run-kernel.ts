import { getuid } from 'node:process';
import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand, type CommandResult } from '../process/index.ts';

export interface RunKernelOptions {
  /** Account to run it as when this process is root. */
  runAs?: { uid: number; gid: number } | null | undefined;
  /** Installed by the host's administrator: runs as whoever we are, should there be no account. */
  trusted?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

const LIMITS = { timeoutMs: 10_000, outputLimitBytes: 1_048_576 };
const ENVIRONMENT = { PATH: '/usr/bin:/bin', HOME: '/tmp' };

/** Arguments of bwrap(1): read-only system libraries, the kernel, an empty /tmp, no network, no capability. */
function sandbox(path: string, command: readonly string[]): string[] {
  return [
    ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ['--ro-bind', '/usr', '/usr', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--ro-bind', path, '/kernel'],
    ['--clearenv', '--setenv', 'HOME', '/tmp', '--setenv', 'PATH', '/usr/bin'],
    ['--', ...command],
  ].flat();
}

/**
 * Runs a kernel with one informational option (`--version`, `--showconfig`, `--help`), which needs no files.
 * The program may be a stranger's upload: it runs in bubblewrap where that works, else plainly, and never as
 * root unless `trusted`.
 * @throws UmlautError HOST_UNSUPPORTED when there is no account to run it as, or it cannot be started;
 * DEADLINE_EXCEEDED after 10 s; CANCELLED
 */
export async function runKernel(
  path: string,
  option: '--version' | '--showconfig' | '--help',
  { runAs, trusted, signal }: RunKernelOptions,
): Promise<CommandResult> {
  const account = getuid?.() === 0 && runAs?.uid !== 0 ? runAs : null;
  if (getuid?.() === 0 && trusted !== true && (account === undefined || account === null)) {
    throw new UmlautError(
      'HOST_UNSUPPORTED',
      'Uploaded kernels are never run as root, and there is no other account',
      {
        hint: 'Make one with: useradd --system --shell /usr/sbin/nologin umlaut',
      },
    );
  }
  const limits = { ...LIMITS, signal, env: ENVIRONMENT, cwd: '/', runAs: account };
  const confined = await inSandbox(path, option, limits);
  return confined ?? runCommand(path, [option], limits);
}

/**
 * Null when bubblewrap is missing or may not make its namespaces here. What went wrong is not read from its
 * output, where the kernel could say the same to be run again without a sandbox.
 */
async function inSandbox(
  path: string,
  option: string,
  limits: Parameters<typeof runCommand>[2],
): Promise<CommandResult | null> {
  try {
    const result = await runCommand('bwrap', sandbox(path, ['/kernel', option]), limits);
    if (result.code === 0) return result;
    const trial = await runCommand('bwrap', sandbox(path, ['/usr/bin/true']), limits);
    return trial.code === 0 ? result : null;
  } catch (error) {
    if (error instanceof UmlautError && error.code === 'HOST_UNSUPPORTED') return null;
    throw error;
  }
}
