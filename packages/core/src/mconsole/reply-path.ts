import { join } from 'node:path';

let last = 0;

/** What a monitor leaves when it dies; nobody else makes such names there. */
export const REPLY_SOCKET = /^r-/;

/**
 * A path for answers, short enough beside `<umid>/mconsole`. A kernel in another network namespace cannot answer an
 * abstract name, unix(7); a path it finds if its sandbox has the folder.
 */
export function newReplyPath(folder: string): string {
  last += 1;
  return join(folder, `r-${process.pid.toString(36)}-${last.toString(36)}`);
}
