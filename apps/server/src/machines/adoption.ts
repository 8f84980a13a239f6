import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { MachineId } from '@umlaut/contracts/model';
import { launchSpec } from '@umlaut/contracts/monitor';
import { machinePaths, readExitRecord, readRunRecord, type MachinePaths } from '@umlaut/core/machine';
import type { Logger } from 'pino';
import { isSameExit } from './exit-message.ts';
import type { KeyQueue } from './key-queue.ts';
import type { MachineRecord } from './machine-record.ts';
import type { MachineRegistry } from './machine-registry.ts';
import { mapConcurrently } from './map-concurrently.ts';
import type { RunSupervisor } from './run-supervisor.ts';

const CONCURRENCY = 16;
/** A monitor that hangs keeps its own machine waiting, not the server. */
const PATIENCE_MS = 3_000;
/** A monitor has its record on the disk this soon after it was asked for. */
const LAUNCH_MS = 2_500;
const RETRY_MS = 25;

export interface AdoptionDeps {
  registry: MachineRegistry;
  supervisor: RunSupervisor;
  queue: KeyQueue<MachineId>;
  home: string;
  log: Logger;
}

/** After a start of the server: takes up every machine that runs and notes how the others ended meanwhile. */
export async function adoptMachines(deps: AdoptionDeps): Promise<void> {
  const { registry, supervisor, queue, log } = deps;
  const all = mapConcurrently(registry.entries(), CONCURRENCY, async ({ record }) => {
    try {
      await awaitLaunch(machinePaths(deps.home, record.id));
      if (await isSettled(deps.home, record)) return;
      await queue.run(record.id, () => supervisor.recover(record.id));
    } catch (error) {
      log.error({ err: error, machine: record.id }, 'a machine could not be recovered');
    }
  });
  await Promise.race([all, delay(PATIENCE_MS, undefined, { ref: false })]);
}

/**
 * A server that was killed while it launched a machine may have left a monitor that is still on its way:
 * launch.json is written first, run.json as soon as the monitor can be found by it.
 */
async function awaitLaunch({ launchFile, machineDir }: MachinePaths): Promise<void> {
  const launched = await stat(launchFile).catch(() => null);
  if (launched === null || Date.now() - launched.mtimeMs > LAUNCH_MS) return;
  const bootId = await readBootId(launchFile);
  const deadline = launched.mtimeMs + LAUNCH_MS;
  while (Date.now() < deadline && (await readRunRecord(machineDir))?.bootId !== bootId) await delay(RETRY_MS);
}

async function readBootId(launchFile: string): Promise<string | null> {
  try {
    return launchSpec.parse(JSON.parse(await readFile(launchFile, 'utf8'))).bootId;
  } catch {
    return null;
  }
}

/** The last run has its exit record and we know of it: nothing to look for. */
async function isSettled(home: string, record: MachineRecord): Promise<boolean> {
  const { machineDir } = machinePaths(home, record.id);
  const run = await readRunRecord(machineDir);
  if (run === null) return true;
  const exit = await readExitRecord(machineDir);
  return exit !== null && exit.bootId === run.bootId && isSameExit(record.lastExit, exit.exit);
}
