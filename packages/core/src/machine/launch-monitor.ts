import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { MonitorClient } from '../monitor-client/index.ts';
import { startDaemon, writeFileAtomic } from '../process/index.ts';
import { cleanUpRun } from './clean-up-run.ts';
import { umlCommandLine } from './command-line.ts';
import { prepareMachineFolders } from './machine-folders.ts';
import { MachineLock } from './machine-lock.ts';
import { machineFiles, runtimeFiles } from './machine-paths.ts';
import { readExitRecord, readRunRecord } from './run-files.ts';

export interface LaunchRequest {
  spec: LaunchSpec;
  /** Node 24 or newer. Default: the one that runs this. */
  nodePath?: string;
  /** The bundle that apps/monitor builds. */
  monitorPath: string;
}

const FINISH_TIMEOUT_MS = 5_000;
const LOCK_RETRY_MS = 10;
/** A monitor allocates little and seldom: a small young generation and one helper thread suffice. */
const NODE_FLAGS = ['--max-semi-space-size=1', '--v8-pool-size=1', '--max-old-space-size=64'];

/**
 * Starts a machine's monitor, which starts the machine: detached, in a session of its own, so that it
 * outlives this process. It inherits a pipe on descriptor 3, to say that it is ready or why not, and the
 * machine's lock on 4. Folders are made and handed to the machine's account first.
 * @returns a client, once the monitor's socket answers (the guest is only beginning to boot then)
 * @throws UmlautError as the monitor said (MACHINE_RUNNING, DISK_*, COW_INVALID, BACKING_*, ...), or
 *   LAUNCH_FAILED with the tail of its log
 */
export async function launchMonitor(request: LaunchRequest): Promise<MonitorClient> {
  const { spec, monitorPath, nodePath = process.execPath } = request;
  umlCommandLine(spec);
  const files = machineFiles(spec.machineDir);
  await prepareMachineFolders(spec);
  // Held before anything is written, and handed to the monitor: of two launches one stops here.
  using lock = await acquireLock(spec.machineDir);
  await writeFileAtomic(files.launchFile, JSON.stringify(spec));
  // Told on the command line, not by a file that the account itself could change.
  const account = spec.runAs === null ? [] : ['--run-as', `${spec.runAs.uid}:${spec.runAs.gid}`];
  try {
    await startDaemon({
      name: 'monitor',
      failure: 'LAUNCH_FAILED',
      program: nodePath,
      arguments: [...NODE_FLAGS, resolve(monitorPath), ...account, files.launchFile],
      environment: monitorEnvironment(spec),
      logPath: files.monitorLog,
      inherited: lock.fd,
    });
  } catch (error) {
    const record = await readRunRecord(spec.machineDir);
    if (record?.bootId === spec.bootId) await cleanUpRun(spec.machineDir, record);
    throw error;
  }
  return new MonitorClient(runtimeFiles(spec.runtimeDir, spec.machineId).monitorSocket);
}

/**
 * A monitor that has written its last exit still holds the lock while its viewers read the rest: a start
 * right after a shutdown waits for it. Any other holder means that the machine runs.
 * @throws UmlautError MACHINE_RUNNING
 */
async function acquireLock(machineDir: string): Promise<MachineLock> {
  const { lockFile } = machineFiles(machineDir);
  const deadline = performance.now() + FINISH_TIMEOUT_MS;
  for (;;) {
    try {
      return MachineLock.acquire(lockFile);
    } catch (error) {
      if (performance.now() > deadline || !(await hasEnded(machineDir))) throw error;
      await delay(LOCK_RETRY_MS);
    }
  }
}

async function hasEnded(machineDir: string): Promise<boolean> {
  const [run, exit] = await Promise.all([readRunRecord(machineDir), readExitRecord(machineDir)]);
  return run !== null && run.bootId === exit?.bootId;
}

/** Nothing of the server's environment is the monitor's business, secrets least of all. */
function monitorEnvironment({ hostLines = [] }: LaunchSpec): NodeJS.ProcessEnv {
  const base = { PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', HOME: '/' };
  const { DISPLAY, XAUTHORITY } = process.env;
  if (DISPLAY === undefined || !hostLines.some(({ channel }) => channel.kind === 'xterm')) return base;
  return { ...base, DISPLAY, ...(XAUTHORITY === undefined ? {} : { XAUTHORITY }) };
}
