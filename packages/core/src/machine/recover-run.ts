import { lstat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { MachineExit } from '@umlaut/contracts/model';
import type { ExitRecord, RunRecord } from '@umlaut/contracts/monitor';
import { MonitorClient } from '../monitor-client/index.ts';
import { isAlive, processOwner, writeFileAtomic } from '../process/index.ts';
import { cleanUpRun, runAccount } from './clean-up-run.ts';
import { machineFiles } from './machine-paths.ts';
import { readExitRecord, readRunRecord } from './run-files.ts';

export type RecoveredRun =
  /** The machine runs: use this client. */
  | { kind: 'adopted'; client: MonitorClient }
  /** It ran and ended; nothing of it is left. */
  | { kind: 'ended'; exit: MachineExit }
  /** It never ran. */
  | { kind: 'idle' };

/** A monitor that lives but does not answer for this long is as good as gone. */
const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 25;

/**
 * Finds out what became of a machine: after a restart of the server, or when its monitor's connection
 * closed. Adopts a living monitor; otherwise makes sure that every process and socket of the run is gone
 * and tells its true exit, which is `killed` when the monitor vanished before it could write one.
 * @throws UmlautError DEADLINE_EXCEEDED when something cannot be ended
 */
export async function recoverRun(machineDir: string): Promise<RecoveredRun> {
  const record = await readRunRecord(machineDir);
  if (record === null) return { kind: 'idle' };
  const client = await adopt(record, await runAccount(machineDir));
  if (client !== null) return { kind: 'adopted', client };
  const written = await readExitRecord(machineDir);
  await cleanUpRun(machineDir, record);
  if (written?.bootId === record.bootId) return { kind: 'ended', exit: written.exit };
  const exit = vanished();
  const { machineId, bootId } = record;
  const exitRecord: ExitRecord = { machineId, bootId, exit };
  await writeFileAtomic(machineFiles(machineDir).exitFile, JSON.stringify(exitRecord));
  return { kind: 'ended', exit };
}

/**
 * A monitor that is just starting or just ending is waited for. The machine's account could have written
 * anything into the record: a process or socket of somebody else is no monitor.
 */
async function adopt(record: RunRecord, account: number): Promise<MonitorClient | null> {
  const identity = { pid: record.monitorPid, startTime: record.monitorStartTime };
  const deadline = performance.now() + ANSWER_TIMEOUT_MS;
  while (isAlive(identity) && processOwner(identity.pid) === account && performance.now() < deadline) {
    const client = new MonitorClient(record.socketPath);
    const status = (await isOwnSocket(record.socketPath, account))
      ? await client.status(deadline - performance.now()).catch(() => null)
      : null;
    if (status?.bootId === record.bootId && status.phase !== 'ended') return client;
    await delay(RETRY_MS);
  }
  return null;
}

async function isOwnSocket(path: string, account: number): Promise<boolean> {
  const info = await lstat(path).catch(() => null);
  return info !== null && info.isSocket() && info.uid === account;
}

function vanished(): MachineExit {
  return {
    kind: 'killed',
    at: new Date().toISOString(),
    message: "The machine's monitor vanished, and the machine was ended with it",
    code: null,
    signal: null,
    rung: null,
    lastLines: [],
  };
}
