import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { cloneFileInto } from '@umlaut/hostio';

/** A whole block of any file system: XFS shares no part of one. */
const PROBE_BYTES = 65_536;

/**
 * Whether files in a folder can share their blocks (FICLONE), so that a copy takes no time and no room. It is tried:
 * XFS and others can or cannot by how they were made. The names are those that `removeUnfinished` knows.
 */
export function sharesBlocks(folder: string): boolean {
  const paths = ['from', 'to'].map((name) =>
    join(folder, `.probe-${name}.${randomBytes(6).toString('hex')}.tmp`),
  );
  const opened: number[] = [];
  try {
    for (const path of paths) opened.push(openSync(path, 'wx+', 0o600));
    const [from = -1, to = -1] = opened;
    writeSync(from, Buffer.alloc(PROBE_BYTES, 1));
    return cloneFileInto(to, from);
  } finally {
    for (const fd of opened) closeSync(fd);
    for (const path of paths) rmSync(path, { force: true });
  }
}
