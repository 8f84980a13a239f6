import { spawn } from 'node:child_process';
import { UmlautError } from '@umlaut/contracts/errors';
import { collectOutput } from './collect-output.ts';
import { sendSignal } from './send-signal.ts';

export interface RunCommandOptions {
  timeoutMs: number;
  /** Aborting it kills the command and everything in its process group. */
  signal?: AbortSignal | undefined;
  /** Written to standard input, which is /dev/null otherwise. */
  input?: string | Uint8Array | undefined;
  /** The whole environment; default: the caller's. */
  env?: NodeJS.ProcessEnv | undefined;
  cwd?: string | undefined;
  /** Run as this account (needs root). */
  runAs?: { uid: number; gid: number } | null | undefined;
  /** Of each output stream this much is kept, the rest is read and dropped. Default 1 MiB. */
  outputLimitBytes?: number | undefined;
}

export interface CommandResult {
  /** Exit status, or null when a signal ended the command. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Output beyond the limit was dropped. */
  truncated: boolean;
}

const DEFAULT_OUTPUT_LIMIT = 1_048_576;

/**
 * Runs a program (never a shell) to its end. A non-zero exit is a result, not an error.
 * @throws UmlautError HOST_UNSUPPORTED when it cannot be started, DEADLINE_EXCEEDED, CANCELLED; in the
 * latter two the whole process group was killed first.
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: RunCommandOptions,
): Promise<CommandResult> {
  const { timeoutMs, signal, input, runAs } = options;
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (signal?.aborted === true) throw new UmlautError('CANCELLED', `${name} was cancelled`);
  const child = spawn(file, args, {
    // Its own process group, so that a deadline takes the command's children too.
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(runAs === undefined || runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid }),
  });
  const limit = options.outputLimitBytes ?? DEFAULT_OUTPUT_LIMIT;
  const stdout = collectOutput(child.stdout, limit);
  const stderr = collectOutput(child.stderr, limit);
  // A command that does not read its input to the end is no failure of ours (EPIPE).
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);

  let broken: UmlautError | null = null;
  const abandon = (error: UmlautError): void => {
    broken ??= error;
    if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    // A grandchild that left the group could hold the pipes open for ever.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  const timer = setTimeout(() => {
    abandon(
      new UmlautError('DEADLINE_EXCEEDED', `${name} did not finish within ${timeoutMs / 1000} seconds`),
    );
  }, timeoutMs);
  const onAbort = (): void => abandon(new UmlautError('CANCELLED', `${name} was cancelled`));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const [code, exitSignal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', (cause) => reject(cannotStart(file, cause)));
        child.once('close', (...ending) => resolve(ending));
      },
    );
    if (broken !== null) throw broken;
    return {
      code,
      signal: exitSignal,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
    };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function cannotStart(file: string, cause: Error): UmlautError {
  const missing = 'code' in cause && cause.code === 'ENOENT';
  return new UmlautError(
    'HOST_UNSUPPORTED',
    missing ? `${file} is not installed` : `${file} could not be started: ${cause.message}`,
    { details: { command: file, reason: 'code' in cause ? cause.code : cause.message }, cause },
  );
}
