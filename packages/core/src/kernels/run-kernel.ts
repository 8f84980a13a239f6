import { getuid } from 'node:process';
import { UmlautError } from '@umlaut/contracts/errors';
import { CONFINED_FILE, runCommand, runConfined, type CommandResult } from '../process/index.ts';

export interface RunKernelOptions {
  /** Account to run it as when this process is root. */
  runAs?: { uid: number; gid: number } | null | undefined;
  /** Installed by the host's administrator: runs as whoever we are, should there be no account. */
  trusted?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

const LIMITS = { timeoutMs: 10_000, outputLimitBytes: 1_048_576 };
const ENVIRONMENT = { PATH: '/usr/bin:/bin', HOME: '/tmp' };

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
  const confined = await runConfined(path, [CONFINED_FILE, option], limits);
  return confined ?? runCommand(path, [option], limits);
}
