import { UmlautError } from '@umlaut/contracts/errors';
import {
  isViewerName,
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_VIEWER_NAME_LENGTH,
  type ConsoleViewerIdentity,
} from '@umlaut/contracts/model';
import { DEFAULT_TAIL_BYTES } from '@umlaut/contracts/ws';

export interface ConsoleQuery {
  /** Resume exactly at this offset; null: start `tail` bytes before the end. */
  from: number | null;
  tail: number;
  /** Never skip ahead while the log has the bytes: for programs that want all of them, however late. */
  lossless: boolean;
  /** Window size to set at once. */
  size: { cols: number; rows: number } | null;
  /** Tell this connection who else is there. */
  viewers: boolean;
  /** Who the viewer is; null: a program that says nothing of itself. */
  viewer: ConsoleViewerIdentity | null;
  /** Show nothing that is further than this before the end; null: all that is kept may be seen. */
  reach: number | null;
}

/** All that a console's address may say; a server passes these on to the monitor and nothing else. */
export const CONSOLE_PARAMETERS: readonly string[] = ['from', 'tail', 'lossless', 'cols', 'rows', 'viewers'];

/** What a server adds for the monitor to believe: nobody else may say who a viewer is and what it may do. */
export function viewerParameters(viewer: ConsoleViewerIdentity, reach: number | null): [string, string][] {
  const words: [string, string][] = [
    ['viewer', viewer.id],
    ['name', viewer.name],
    ['access', viewer.access],
  ];
  return reach === null ? words : [...words, ['reach', String(reach)]];
}

/**
 * Reads the query of a console's address: the names of CONSOLE_PARAMETERS and `viewerParameters`; others are
 * ignored.
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
    viewers: readInteger(parameters, 'viewers', 0, 1) === 1,
    viewer: readViewer(parameters),
    reach: readInteger(parameters, 'reach', 0, Number.MAX_SAFE_INTEGER),
  };
}

export function isViewerId(text: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(text);
}

function readViewer(parameters: URLSearchParams): ConsoleViewerIdentity | null {
  const id = parameters.get('viewer');
  if (id === null) return null;
  const name = parameters.get('name') ?? '';
  const access = parameters.get('access');
  if (!isViewerId(id)) throw new UmlautError('INVALID_INPUT', 'That names no viewer', { field: 'viewer' });
  if (!isViewerName(name)) {
    throw new UmlautError('INVALID_INPUT', `A name has 1 to ${MAX_VIEWER_NAME_LENGTH} printable characters`, {
      field: 'name',
    });
  }
  if (access !== 'view' && access !== 'type') {
    throw new UmlautError('INVALID_INPUT', 'access is view or type', { field: 'access' });
  }
  return { id, name, access };
}

function readInteger(parameters: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = parameters.get(name);
  if (text === null) return null;
  const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new UmlautError('INVALID_INPUT', `${name} is a whole number from ${min} to ${max}`, { field: name });
}
