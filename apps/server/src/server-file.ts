import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processIdentity, writeFileAtomic } from '@umlaut/core/process';
import { z } from 'zod';

const serverRecord = z.object({
  pid: z.int(),
  /** With the pid, an identity that is never reused. */
  startTime: z.string(),
  /** Where a program on this host reaches it: "http://127.0.0.1:7810". */
  origin: z.string(),
});
export type ServerRecord = z.output<typeof serverRecord>;

function serverFile(home: string): string {
  return join(home, 'server.json');
}

/** Leaves the address of this server in its home, for other programs of the same account. */
export async function writeServerFile(home: string, origin: string): Promise<void> {
  const identity = processIdentity(process.pid);
  if (identity === null) throw new Error('this process is not in /proc');
  const record: ServerRecord = { ...identity, origin };
  await writeFileAtomic(serverFile(home), `${JSON.stringify(record)}\n`, { mode: 0o600 });
}

export async function removeServerFile(home: string): Promise<void> {
  await rm(serverFile(home), { force: true });
}

/** The server that runs on this home, or null: a file that a killed one left does not count. */
export async function findRunningServer(home: string): Promise<ServerRecord | null> {
  try {
    const record = serverRecord.parse(JSON.parse(await readFile(serverFile(home), 'utf8')));
    return isAlive(record) ? record : null;
  } catch {
    return null;
  }
}
