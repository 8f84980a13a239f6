import { UmlautError } from '@umlaut/contracts/errors';
import type { MonitorCommand } from '@umlaut/contracts/monitor';

const PLAIN = ['shutdown', 'power-off', 'reboot', 'pause', 'resume'] as const;

/**
 * Parses a request to /v1/command as contracts/monitor/commands.ts has it, by hand (no zod in a monitor).
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function parseCommand(text: string): MonitorCommand {
  const value = parseJson(text);
  const command = PLAIN.find((name) => name === value['command']);
  if (command !== undefined) return { command };
  if (value['command'] !== 'mconsole') throw invalid('command', 'There is no such command');
  const { line, timeoutMs } = value;
  if (typeof line !== 'string' || line.length < 1 || line.length > 511) {
    throw invalid('line', 'A request line has 1 to 511 characters');
  }
  if (typeof timeoutMs !== 'number' || !Number.isInteger(timeoutMs) || timeoutMs < 10 || timeoutMs > 60_000) {
    throw invalid('timeoutMs', 'A time limit is 10 to 60000 milliseconds');
  }
  return { command: 'mconsole', line, timeoutMs };
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
