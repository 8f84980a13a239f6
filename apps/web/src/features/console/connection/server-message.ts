import { consoleServerMessage, type ConsoleServerMessage } from '@umlaut/contracts/ws';

/** Null for what is no message of a console: a server of another version, or none of ours. */
export function parseServerMessage(data: unknown): ConsoleServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return consoleServerMessage.parse(JSON.parse(data));
  } catch {
    return null;
  }
}
