import { UmlautError } from '@umlaut/contracts/errors';
import {
  configQueryLine,
  configureLine,
  logLine,
  procLine,
  removeLine,
  stackLine,
  sysrqLine,
} from './commands.ts';
import { findHazard } from './hazards.ts';
import { encodeRequest } from './request-codec.ts';

const WITHOUT_ARGUMENT = ['version', 'halt', 'reboot', 'help', 'cad', 'stop', 'go'] as const;
const WITH_ARGUMENT = ['config', 'remove', 'sysrq', 'log', 'proc', 'stack'] as const;
type Command = (typeof WITHOUT_ARGUMENT)[number] | (typeof WITH_ARGUMENT)[number];

/** A request line that was understood. */
export interface CheckedRequest {
  command: Command;
  /** What follows the command. */
  argument: string;
  /** As it must be sent; `log` gets its newline. */
  line: string;
}

/**
 * Checks a request that a person or program wrote, before it reaches the kernel, which matches commands by
 * their beginning (`haltfoo` halts) and takes the rest as it comes.
 * @throws INVALID_INPUT with field `line`; MCONSOLE_HAZARD, MACHINE_PAUSED for what would harm the guest
 */
export function checkRequest(
  line: string,
  { kernelVersion, paused }: { kernelVersion: string | null; paused: boolean },
): CheckedRequest {
  const checked = understand(line.trim());
  encodeRequest(checked.line);
  const hazard = findHazard(checked.line.trim(), kernelVersion, paused);
  if (hazard === null) return checked;
  const message = `"${checked.line.trim()}" ${hazard.effect}.`;
  if (hazard.whileStopped) {
    throw new UmlautError('MACHINE_PAUSED', message, { field: 'line', hint: 'Resume the machine first.' });
  }
  throw new UmlautError('MCONSOLE_HAZARD', message, { field: 'line' });
}

function understand(line: string): CheckedRequest {
  const space = line.indexOf(' ');
  const word = space === -1 ? line : line.slice(0, space);
  const argument = space === -1 ? '' : line.slice(space + 1).trim();
  const plain = WITHOUT_ARGUMENT.find((name) => name === word);
  if (plain !== undefined) {
    if (argument !== '') throw invalid(`"${plain}" takes no argument.`);
    return { command: plain, argument, line: plain };
  }
  const command = WITH_ARGUMENT.find((name) => name === word);
  if (command === undefined) {
    throw invalid(
      'mconsole has no such command.',
      `Commands: ${[...WITHOUT_ARGUMENT, ...WITH_ARGUMENT].join(', ')}`,
    );
  }
  if (argument === '') throw invalid(`"${command}" needs an argument.`);
  return { command, argument, line: asFieldLine(() => build(command, argument)) };
}

function build(command: (typeof WITH_ARGUMENT)[number], argument: string): string {
  switch (command) {
    case 'config':
      return buildConfig(argument);
    case 'remove':
      return removeLine(argument);
    case 'sysrq':
      return sysrqLine(argument);
    case 'log':
      return logLine(argument);
    case 'proc':
      return procLine(argument);
    case 'stack':
      return stackLine(/^[0-9]+$/.test(argument) ? Number(argument) : Number.NaN);
  }
}

function buildConfig(argument: string): string {
  const [, device, separator, value] = /^([^=:]*)([=:])([^]*)$/.exec(argument) ?? [];
  if (device === undefined || value === undefined) return configQueryLine(argument);
  const wanted = device.startsWith('vec') ? ':' : '=';
  if (separator !== wanted) throw invalid(`Between a ${device} and its value stands "${wanted}".`);
  return configureLine(device, value);
}

/** The builders name the part at fault; to whoever sent a line, all of them are the line. */
function asFieldLine(action: () => string): string {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof UmlautError)) throw error;
    throw new UmlautError(error.code, error.message, {
      field: 'line',
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

function invalid(message: string, hint?: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, {
    field: 'line',
    ...(hint === undefined ? {} : { hint }),
  });
}
