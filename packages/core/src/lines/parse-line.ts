import type { LineChannel, LineState } from '@umlaut/contracts/model';
import { onHost } from './sandbox-device.ts';

/** What the kernel says of a line, or its option on the command line, in words of UML. */
export interface ParsedLine {
  channel:
    | Exclude<LineChannel, { kind: 'browser' | 'fd' | 'port' }>
    | { kind: 'fd'; fd: number }
    | Port
    | null;
  state: LineState;
  /** Device that UML allocated, by the name that it has there. */
  device: string | null;
}

interface Port {
  kind: 'port';
  /** Null: the kernel leaves it out while the guest waits for somebody to connect. */
  port: number | null;
}

const UNKNOWN: ParsedLine = { channel: null, state: 'unknown', device: null };

/**
 * Reads the answer to `config conN`: what was configured while the line is closed in the guest, what it has become
 * while it is open (chan_config_string, arch/um/drivers/chan_kern.c). A closed pair shows only its input.
 */
export function parseLine(answer: string): ParsedLine {
  const text = answer.trim();
  const [, input, output] = /^fd:(\d{1,5}),fd:(\d{1,5})$/.exec(text) ?? [];
  // The kernel console has two descriptors of one pty, other lines in the browser one twice.
  if (input !== undefined && (input === output || (input === '0' && output === '1'))) {
    return { ...UNKNOWN, channel: { kind: 'fd', fd: Number(input) }, state: 'open' };
  }
  const [keyword = '', value, ...more] = text.split(':');
  if (text.includes(',') || more.length > 0) return UNKNOWN;
  switch (keyword) {
    case 'null':
    case 'none':
    case 'xterm':
      return value === undefined ? { ...UNKNOWN, channel: { kind: keyword } } : UNKNOWN;
    case 'pts':
    case 'pty':
      return value === undefined
        ? { channel: { kind: keyword }, state: 'closed', device: null }
        : { channel: { kind: keyword }, state: 'open', device: value };
    case 'tty':
      return value === undefined ? UNKNOWN : { ...UNKNOWN, channel: { kind: 'tty', device: onHost(value) } };
    case 'fd':
      return isNumber(value) ? { ...UNKNOWN, channel: { kind: 'fd', fd: Number(value) } } : UNKNOWN;
    case 'port':
      if (value === undefined) {
        return { channel: { kind: 'port', port: null }, state: 'waiting', device: null };
      }
      return isNumber(value) ? { ...UNKNOWN, channel: { kind: 'port', port: Number(value) } } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,5}$/.test(text);
}
