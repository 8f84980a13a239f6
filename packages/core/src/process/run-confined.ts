import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand, type CommandResult, type RunCommandOptions } from './run-command.ts';

/** Where a command in confinement finds the file that it is about. */
export const CONFINED_FILE = '/file';
/** Where it finds the folder that it may write to. */
const CONFINED_FOLDER = '/folder';

export interface RunConfinedOptions extends Omit<RunCommandOptions, 'cwd'> {
  /** The only thing that the command may write to, and its working directory. */
  folder?: string | undefined;
}

/** Arguments of bwrap(1): read-only system libraries, the file, an empty /tmp, no network, no capability. */
function sandbox(path: string, folder: string | undefined, command: readonly string[]): string[] {
  const work = folder === undefined ? [] : ['--bind', folder, CONFINED_FOLDER, '--chdir', CONFINED_FOLDER];
  return [
    ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ['--ro-bind', '/usr', '/usr', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--ro-bind', path, CONFINED_FILE],
    work,
    ['--clearenv', '--setenv', 'HOME', '/tmp', '--setenv', 'PATH', '/usr/bin'],
    ['--', ...command],
  ].flat();
}

/**
 * Runs a command that has to do with a stranger's file in bubblewrap, which shows it the file as
 * CONFINED_FILE. Null when bubblewrap is missing or may not make its namespaces here: whether that is so is
 * not read from its output, where the command could say the same to be run again without a sandbox.
 * @throws UmlautError as runCommand does
 */
export async function runConfined(
  path: string,
  command: readonly string[],
  { folder, ...options }: RunConfinedOptions,
): Promise<CommandResult | null> {
  try {
    const result = await runCommand('bwrap', sandbox(path, folder, command), options);
    if (result.code === 0) return result;
    const trial = await runCommand('bwrap', sandbox(path, folder, ['/usr/bin/true']), options);
    return trial.code === 0 ? result : null;
  } catch (error) {
    if (error instanceof UmlautError && error.code === 'HOST_UNSUPPORTED') return null;
    throw error;
  }
}
