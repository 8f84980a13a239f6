import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { RunRecord } from '@umlaut/contracts/monitor';
import { findByUmid, killGroup, killProcess, waitUntilGone, type ProcessIdentity } from '../process/index.ts';
import { runtimeFiles } from './machine-paths.ts';

const GONE_TIMEOUT_MS = 5_000;

/**
 * Ends whatever is left of a run, its monitor included, and removes its sockets. Processes are known by
 * pid and start time, by the group of the one that was started, and by `umid=` on their command line: UML
 * 6.1 leaves I/O and winch helpers behind, the latter in sessions of their own, and they hold the locks
 * of the disks.
 * @throws UmlautError DEADLINE_EXCEEDED when a process does not go (uninterruptible sleep)
 */
export async function cleanUpRun(record: RunRecord): Promise<void> {
  const monitor = { pid: record.monitorPid, startTime: record.monitorStartTime };
  killProcess(monitor, 'SIGKILL');
  const left = [
    ...(await waitUntilGone([monitor], { timeoutMs: GONE_TIMEOUT_MS })),
    ...(await endUml(record)),
  ];
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
  await removeSockets(dirname(record.socketPath), record.machineId);
}

/** Kills UML with all its helpers, and the sandbox around it. @returns Those that would not go */
export async function endUml(
  record: Pick<RunRecord, 'machineId' | 'leaderPid' | 'leaderStartTime' | 'umlPid' | 'umlStartTime'>,
): Promise<ProcessIdentity[]> {
  const leader = identity(record.leaderPid, record.leaderStartTime);
  const uml = identity(record.umlPid, record.umlStartTime);
  if (leader !== null) killGroup(leader, 'SIGKILL');
  const known = [leader, uml].filter((one) => one !== null);
  for (const one of known) killProcess(one, 'SIGKILL');
  const deadline = performance.now() + GONE_TIMEOUT_MS;
  for (;;) {
    // Again after each round: what was killed may have been forking.
    const found = findByUmid(record.machineId);
    for (const one of found) killProcess(one, 'SIGKILL');
    const left = await waitUntilGone([...known, ...found], { timeoutMs: deadline - performance.now() });
    if (left.length > 0 || found.length === 0) return left;
  }
}

/** Removes what would be in the way of the next run: UML takes a stale umid folder for a running machine. */
export async function removeSockets(runtimeDir: string, machineId: RunRecord['machineId']): Promise<void> {
  const paths = runtimeFiles(runtimeDir, machineId);
  await rm(paths.umidDir, { recursive: true, force: true });
  await rm(paths.notifySocket, { force: true });
  await rm(paths.monitorSocket, { force: true });
}

function identity(pid: number | null, startTime: string | null): ProcessIdentity | null {
  return pid === null || startTime === null ? null : { pid, startTime };
}
