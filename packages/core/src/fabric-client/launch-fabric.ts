import { chown, mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fabricRecord } from '@umlaut/contracts/fabric';
import {
  isAlive,
  killProcess,
  processIdentity,
  startDaemon,
  waitUntilGone,
  writeFileAtomic,
  type ProcessIdentity,
} from '../process/index.ts';
import { FabricClient } from './fabric-client.ts';

export interface FabricLaunch {
  /** $UMLAUT_HOME. */
  home: string;
  runtimeRoot: string;
  /** The bundle that apps/fabric builds. */
  fabricPath: string;
  nodePath: string;
  /** Account to run as, or null for that of this process: a fabric never runs as root. */
  runAs: { uid: number; gid: number } | null;
}

const GONE_TIMEOUT_MS = 5_000;

export function fabricSocket(runtimeRoot: string): string {
  return join(runtimeRoot, 'fabric', 'fabric.sock');
}

/**
 * Finds the fabric of this home, or starts it. One that lives but does not answer is ended first.
 * @throws UmlautError FABRIC_UNREACHABLE with the tail of its log, or as it said
 */
export async function launchFabric(launch: FabricLaunch): Promise<FabricClient> {
  const socketPath = fabricSocket(launch.runtimeRoot);
  const client = new FabricClient(socketPath);
  const runFile = join(launch.home, 'fabric.json');
  const before = await readRecord(runFile);
  if (before !== null && isAlive(before)) {
    const answers = await client.state().then(
      () => true,
      () => false,
    );
    if (answers) return client;
    killProcess(before, 'SIGKILL');
    await waitUntilGone([before], { timeoutMs: GONE_TIMEOUT_MS });
  }
  const stateDir = join(launch.home, 'fabric');
  await makeOwnFolder(stateDir, launch.runAs);
  await makeOwnFolder(dirname(socketPath), launch.runAs);
  const account = launch.runAs === null ? [] : ['--run-as', `${launch.runAs.uid}:${launch.runAs.gid}`];
  const pid = await startDaemon({
    name: 'network fabric',
    failure: 'FABRIC_UNREACHABLE',
    program: launch.nodePath,
    arguments: [resolve(launch.fabricPath), '--socket', socketPath, '--state-dir', stateDir, ...account],
    environment: { PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', HOME: '/' },
    logPath: join(launch.home, 'fabric.log'),
  });
  const identity = processIdentity(pid);
  if (identity !== null) await writeFileAtomic(runFile, JSON.stringify(identity), { mode: 0o600 });
  return client;
}

/** Whether one was started by this home and still lives. */
export async function isFabricAlive(home: string): Promise<boolean> {
  const record = await readRecord(join(home, 'fabric.json'));
  return record !== null && isAlive(record);
}

async function readRecord(path: string): Promise<ProcessIdentity | null> {
  try {
    return fabricRecord.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

async function makeOwnFolder(path: string, account: FabricLaunch['runAs']): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account !== null) await chown(path, account.uid, account.gid);
}
