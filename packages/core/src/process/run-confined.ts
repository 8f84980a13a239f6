import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand, type CommandResult, type RunCommandOptions } from './run-command.ts';

/** Where a command in confinement finds the file that it is about. */
export const CONFINED_FILE = '/file';

/** Arguments of bwrap(1): read-only system libraries, the file, an empty /tmp, no network, no capability. */
function sandbox(path: string, command: readonly string[]): string[] {
  return [
    ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ['--ro-bind', '/usr', '/usr', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
    ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--ro-bind', path, CONFINED_FILE],
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
  options: RunCommandOptions,
): Promise<CommandResult | null> {
  try {
    const result = await runCommand('bwrap', sandbox(path, command), options);
    if (result.code === 0) return result;
    const trial = await runCommand('bwrap', sandbox(path, ['/usr/bin/true']), options);
    return trial.code === 0 ? result : null;
  } catch (error) {
    if (error instanceof UmlautError && error.code === 'HOST_UNSUPPORTED') return null;
    throw error;
  }
}
