import type { ConsoleClientMessage } from '@umlaut/contracts/ws';
import { MAX_COLUMNS, MAX_ROWS } from '@umlaut/contracts/model';
import { isViewerId } from './console-query.ts';

/** No sane message is longer: 4096 characters of `reply.data`, each at worst written as two \uXXXX. */
export const MAX_CLIENT_MESSAGE_BYTES = 65_536;
/** Code points, as zod counts them. */
const MAX_REPLY_LENGTH = 4_096;

/**
 * Reads one text frame of a viewer, by hand because the monitor runs without zod. Accepts and strips exactly
 * what `consoleClientMessage` of the contract does. Returns what is wrong as a string.
 */
export function parseClientMessage(text: string): ConsoleClientMessage | string {
  if (text.length > MAX_CLIENT_MESSAGE_BYTES) return 'message too long';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not JSON';
  }
  return readClientMessage(value);
}

/** As `parseClientMessage`, from a parsed JSON value. */
export function readClientMessage(value: unknown): ConsoleClientMessage | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const field = (name: string): unknown =>
    Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  const type = field('type');
  switch (type) {
    case 'ack': {
      const offset = field('offset');
      return isIntegerWithin(offset, 0, Number.MAX_SAFE_INTEGER) ? { type, offset } : 'bad ack.offset';
    }
    case 'resize': {
      const cols = field('cols');
      const rows = field('rows');
      if (!isIntegerWithin(cols, 1, MAX_COLUMNS)) return 'bad resize.cols';
      return isIntegerWithin(rows, 1, MAX_ROWS) ? { type, cols, rows } : 'bad resize.rows';
    }
    case 'reply': {
      const data = field('data');
      return typeof data === 'string' && isShortEnough(data) ? { type, data } : 'bad reply.data';
    }
    case 'take':
    case 'release':
      return { type };
    case 'give': {
      const to = field('to');
      return typeof to === 'string' && isViewerId(to) ? { type, to } : 'bad give.to';
    }
    default:
      return 'unknown type';
  }
}

function isShortEnough(text: string): boolean {
  return text.length <= MAX_REPLY_LENGTH || Array.from(text).length <= MAX_REPLY_LENGTH;
}

function isIntegerWithin(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= min && value <= max;
}
