import { MconsoleConnection } from './connection.ts';
import { Deadline } from './deadline.ts';
import type { MconsoleReply } from './reply-assembly.ts';
import { encodeRequest } from './request-codec.ts';

/** For `stop` and `go`, which must not be given up because the caller has lost patience. */
const SWITCH_TIMEOUT_MS = 5_000;

/**
 * Sends `stop`, the request, `go`, on a socket of its own. Once `stop` is sent, `go` follows whatever
 * happens, or the guest would stand still for good; a kernel that was stopped before stays stopped.
 * @param signal ends only the wait for the request's own reply
 */
export async function askStopped(
  { path, replyFolder }: { path: string; replyFolder: string | undefined },
  request: Uint8Array,
  signal: AbortSignal,
): Promise<MconsoleReply> {
  using connection = new MconsoleConnection(path, replyFolder);
  // A kernel that does not answer now would carry out `stop` later, when nobody is left to say `go`.
  await connection.exchange(encodeRequest('version'), signal);
  const stop = await exchangeAtAllCosts(connection, 'stop');
  try {
    return await connection.exchange(request, signal);
  } finally {
    if (stop.ok) await exchangeAtAllCosts(connection, 'go');
  }
}

async function exchangeAtAllCosts(connection: MconsoleConnection, line: string): Promise<MconsoleReply> {
  using deadline = new Deadline(line, { timeoutMs: SWITCH_TIMEOUT_MS });
  return await connection.exchange(encodeRequest(line), deadline.signal);
}
