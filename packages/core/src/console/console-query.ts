import { UmlautError } from '@umlaut/contracts/errors';
import { MAX_COLUMNS, MAX_ROWS } from '@umlaut/contracts/model';
import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';

export interface ConsoleQuery {
  /** Resume exactly at this offset; null: start `tail` bytes before the end. */
  from: number | null;
  tail: number;
  /** Never skip ahead while the log has the bytes: for programs that want all of them, however late. */
  lossless: boolean;
  /** Window size to set at once. */
  size: { cols: number; rows: number } | null;
}

/** All that a console's address may say; a server passes these on to the monitor and nothing else. */
export const CONSOLE_PARAMETERS: readonly string[] = ['from', 'tail', 'lossless', 'cols', 'rows'];

/**
 * Reads the query of a console's address: the names of CONSOLE_PARAMETERS; others are ignored.
 * @throws UmlautError INVALID_INPUT with the parameter as `field`
 */
export function parseConsoleQuery(parameters: URLSearchParams): ConsoleQuery {
  const cols = readInteger(parameters, 'cols', 1, MAX_COLUMNS);
  const rows = readInteger(parameters, 'rows', 1, MAX_ROWS);
  if ((cols === null) !== (rows === null)) {
    throw new UmlautError('INVALID_INPUT', 'cols and rows go together', {
      field: cols === null ? 'cols' : 'rows',
    });
  }
  return {
    from: readInteger(parameters, 'from', 0, Number.MAX_SAFE_INTEGER),
    tail: readInteger(parameters, 'tail', 0, Number.MAX_SAFE_INTEGER) ?? DEFAULT_TAIL_BYTES,
    lossless: readInteger(parameters, 'lossless', 0, 1) === 1,
    size: cols === null || rows === null ? null : { cols, rows },
  };
}

function readInteger(parameters: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new UmlautError('INVALID_INPUT', `${name} is a whole number from ${min} to ${max}`, { field: name });
}
