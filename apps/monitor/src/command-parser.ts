import { UmlautError } from '@umlaut/contracts/errors';
import type { ConsoleName } from '@umlaut/contracts/model';
import type { BatchRequest, MonitorCommand } from '@umlaut/contracts/monitor';
import { parseDisks, parseNics } from './launch-spec-parser.ts';

/** As in contracts, which cannot be imported for values: they bring zod. */
const MAX_LINE = 511;
const MAX_BATCH_LINES = 128;
const PLAIN = ['shutdown', 'power-off', 'reboot', 'pause', 'resume'] as const;

/**
 * Parses a request to /v1/command as contracts/monitor/commands.ts has it, by hand (no zod in a monitor).
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function parseCommand(text: string): MonitorCommand {
  const value = parseJson(text);
  const command = PLAIN.find((name) => name === value['command']);
  if (command !== undefined) return { command };
  switch (value['command']) {
    case 'mconsole': {
      const line = parseLine(value['line'], 'line');
      const timeoutMs = parseTimeout(value['timeoutMs']);
      const { mode } = value;
      if (mode === undefined) return { command: 'mconsole', line, timeoutMs };
      if (mode !== 'live' && mode !== 'lossless') throw invalid('mode', 'A mode is live or lossless');
      return { command: 'mconsole', line, mode, timeoutMs };
    }
    case 'disks':
      return parseDisksCommand(value);
    case 'nics':
      return parseNicsCommand(value);
    case 'clear-console':
      return { command: 'clear-console', console: parseConsole(value['console']) };
    default:
      throw invalid('command', 'There is no such command');
  }
}

/** Parses a frame of /v1/batches. @throws UmlautError INVALID_INPUT with `field` */
export function parseBatch(text: string): BatchRequest {
  const { id, lines, timeoutMs } = parseJson(text);
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw invalid('id', 'An id is a whole number');
  if (!Array.isArray(lines) || lines.length < 1 || lines.length > MAX_BATCH_LINES) {
    throw invalid('lines', `A batch has 1 to ${MAX_BATCH_LINES} lines`);
  }
  return {
    id,
    lines: lines.map((line: unknown, index) => parseLine(line, `lines.${index}`)),
    timeoutMs: parseTimeout(timeoutMs),
  };
}

function parseDisksCommand({ disks, check }: Record<string, unknown>): MonitorCommand {
  if (check !== null && typeof check !== 'number') throw invalid('check', 'A disk has a number');
  try {
    return { command: 'disks', disks: parseDisks(disks), check };
  } catch {
    throw invalid('disks', 'Disks are a list');
  }
}

function parseNicsCommand({ nics }: Record<string, unknown>): MonitorCommand {
  try {
    return { command: 'nics', nics: parseNics(nics) };
  } catch {
    throw invalid('nics', 'Network interfaces are a list');
  }
}

function parseLine(line: unknown, field: string): string {
  if (typeof line !== 'string' || line.length < 1 || line.length > MAX_LINE) {
    throw invalid(field, `A request line has 1 to ${MAX_LINE} characters`);
  }
  return line;
}

function parseConsole(name: unknown): ConsoleName {
  if (typeof name !== 'string' || !isConsoleName(name)) {
    throw invalid('console', 'A console is con0 to con15 or ssl0 to ssl15');
  }
  return name;
}

function isConsoleName(name: string): name is ConsoleName {
  return /^(?:con|ssl)(?:[0-9]|1[0-5])$/.test(name);
}

function parseTimeout(timeoutMs: unknown): number {
  if (typeof timeoutMs !== 'number' || !Number.isInteger(timeoutMs) || timeoutMs < 10 || timeoutMs > 60_000) {
    throw invalid('timeoutMs', 'A time limit is 10 to 60000 milliseconds');
  }
  return timeoutMs;
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UmlautError('INVALID_INPUT', 'A command is JSON');
  }
  if (typeof value !== 'object' || value === null)
    throw new UmlautError('INVALID_INPUT', 'A command is an object');
  return { ...value };
}

function invalid(field: string, message: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, { field });
}
