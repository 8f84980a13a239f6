import { lstat, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { RunRecord } from '@umlaut/contracts/monitor';
import {
  findByUmid,
  groupMembers,
  isAlive,
  killProcess,
  processOwner,
  waitUntilGone,
  type ProcessIdentity,
} from '../process/index.ts';
import { REPLY_SOCKET } from '../mconsole/reply-path.ts';
import { runtimeFiles } from './machine-paths.ts';

const GONE_TIMEOUT_MS = 5_000;

/**
 * Ends whatever is left of a run, its monitor included, and removes its sockets. Processes are known by
 * pid and start time, by the group of the one that was started, and by `umid=` on their command line: UML
 * 6.1 leaves I/O and winch helpers behind, the latter in sessions of their own, and they hold the locks
 * of the disks.
 *
 * The record lies where the machine's account can write, and whoever broke out of a guest is that account:
 * only processes and folders of the account that owns `machineDir` are touched, whatever the record says.
 * @throws UmlautError DEADLINE_EXCEEDED when a process does not go (uninterruptible sleep)
 */
export async function cleanUpRun(machineDir: string, record: RunRecord): Promise<void> {
  const account = await runAccount(machineDir);
  const monitor = { pid: record.monitorPid, startTime: record.monitorStartTime };
  const left = [...(await endAll(() => [monitor], account)), ...(await endUml(record, account))];
  if (left.length > 0) {
    const pids = left.map(({ pid }) => pid);
    throw new UmlautError(
      'DEADLINE_EXCEEDED',
      `Processes ${pids.join(', ')} of the machine cannot be ended`,
      {
        details: { pids },
      },
    );
  }
  const runtimeDir = dirname(record.socketPath);
  const folders = [runtimeDir, runtimeFiles(runtimeDir, record.machineId).umlDir];
  const areOurs = await Promise.all(folders.map(async (folder) => isOwnFolder(folder, account)));
  if (areOurs.every(Boolean)) await removeSockets(runtimeDir, record.machineId);
}

/** Uid that the runs of a machine have: its folder is handed to that account, the folder above is not. */
export async function runAccount(machineDir: string): Promise<number> {
  return (await lstat(machineDir)).uid;
}

/**
 * Kills UML with all its helpers, and the sandbox around it.
 * @param account uid of the machine's account: processes of anybody else are left alone
 * @returns Those that would not go
 */
export async function endUml(
  record: Pick<RunRecord, 'machineId' | 'leaderPid' | 'leaderStartTime' | 'umlPid' | 'umlStartTime'>,
  account: number,
): Promise<ProcessIdentity[]> {
  const leader = identity(record.leaderPid, record.leaderStartTime);
  const uml = identity(record.umlPid, record.umlStartTime);
  return endAll(
    () => [
      ...(leader === null ? [] : [leader, ...groupMembers(leader)]),
      ...(uml === null ? [] : [uml]),
      ...findByUmid(record.machineId),
    ],
    account,
  );
}

/** Removes what would be in the way of the next run: UML takes a stale umid folder for a running machine. */
export async function removeSockets(runtimeDir: string, machineId: RunRecord['machineId']): Promise<void> {
  const paths = runtimeFiles(runtimeDir, machineId);
  await rm(paths.umidDir, { recursive: true, force: true });
  for (const name of await readdir(paths.umlDir).catch(() => [])) {
    if (REPLY_SOCKET.test(name)) await rm(join(paths.umlDir, name), { force: true });
  }
  await rm(paths.notifySocket, { force: true });
  await rm(paths.monitorSocket, { force: true });
}

/** Kills until nobody is found any more: what was killed may have been forking. */
async function endAll(find: () => ProcessIdentity[], account: number): Promise<ProcessIdentity[]> {
  const deadline = performance.now() + GONE_TIMEOUT_MS;
  for (;;) {
    const found = find().filter((one) => isAlive(one) && isOf(account, one.pid));
    if (found.length === 0) return [];
    for (const one of found) killProcess(one, 'SIGKILL');
    const left = await waitUntilGone(found, { timeoutMs: deadline - performance.now() });
    if (left.length > 0) return left;
  }
}

/** Nothing of a machine runs as root. */
function isOf(account: number, pid: number): boolean {
  return account !== 0 && processOwner(pid) === account;
}

/** One that does not exist is nobody's, so nobody minds. */
async function isOwnFolder(path: string, account: number): Promise<boolean> {
  const info = await lstat(path).catch(() => null);
  return info === null || (info.isDirectory() && info.uid === account);
}

function identity(pid: number | null, startTime: string | null): ProcessIdentity | null {
  return pid === null || startTime === null ? null : { pid, startTime };
}
