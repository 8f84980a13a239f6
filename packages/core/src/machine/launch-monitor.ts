import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError, fromWireError, wireError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { MonitorClient } from '../monitor-client/index.ts';
import { writeFileAtomic } from '../process/index.ts';
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

const READY_TIMEOUT_MS = 10_000;
const FINISH_TIMEOUT_MS = 5_000;
const LOCK_RETRY_MS = 10;
const MAX_LOG_BYTES = 262_144;
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
  await using log = await openLog(files.monitorLog);
  const logStart = (await log.stat()).size;
  // Told on the command line, not by a file that the account itself could change.
  const account = spec.runAs === null ? [] : ['--run-as', `${spec.runAs.uid}:${spec.runAs.gid}`];
  const child = spawn(nodePath, [...NODE_FLAGS, resolve(monitorPath), ...account, files.launchFile], {
    detached: true,
    cwd: '/',
    env: monitorEnvironment(spec),
    stdio: ['ignore', log.fd, log.fd, 'pipe', lock.fd],
  });
  child.unref();
  try {
    const report = await readReport(child);
    if (report !== 'ready') throw await launchError(report, log, logStart);
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

/** In a folder of the machine's account: never through a link. */
async function openLog(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW } = constants;
  const log = await open(path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600);
  if ((await log.stat()).size > MAX_LOG_BYTES) await log.truncate(0);
  return log;
}

/**
 * The monitor writes one line to descriptor 3, "ready" or an error as JSON, and closes it. An end without
 * a line means that it died.
 */
async function readReport(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3] as Readable;
  return new Promise((report, reject) => {
    let text = '';
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      pipe.removeAllListeners('end').destroy();
      settle();
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      finish(() =>
        reject(
          new UmlautError(
            'LAUNCH_FAILED',
            `The monitor was not ready within ${READY_TIMEOUT_MS / 1000} seconds`,
          ),
        ),
      );
    }, READY_TIMEOUT_MS);
    child.once('error', (cause) => {
      finish(() =>
        reject(
          new UmlautError('LAUNCH_FAILED', `The monitor could not be started: ${cause.message}`, { cause }),
        ),
      );
    });
    pipe.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.endsWith('\n')) finish(() => report(text.trim()));
    });
    pipe.on('error', () => finish(() => report(text.trim())));
    pipe.on('end', () => finish(() => report(text.trim())));
  });
}

async function launchError(report: string, log: FileHandle, logStart: number): Promise<UmlautError> {
  try {
    return fromWireError(wireError.parse(JSON.parse(report)));
  } catch {
    const { size } = await log.stat();
    const { buffer, bytesRead } = await log.read({
      buffer: Buffer.alloc(Math.min(Math.max(size - logStart, 0), 4096)),
      position: Math.max(logStart, size - 4096),
    });
    const said = buffer.toString('utf8', 0, bytesRead).trim();
    return new UmlautError('LAUNCH_FAILED', 'The monitor ended before it was ready', {
      details: { log: said },
    });
  }
}
