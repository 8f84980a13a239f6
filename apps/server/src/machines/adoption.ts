import { lstat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { MachineId } from '@umlaut/contracts/model';
import {
  machinePaths,
  readExitRecord,
  readLaunchSpec,
  readRunRecord,
  type MachinePaths,
} from '@umlaut/core/machine';
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
export async function awaitLaunch({ launchFile, machineDir }: MachinePaths): Promise<void> {
  const launched = await lstat(launchFile).catch(() => null);
  // Of a time in the future, after the clock was set back, nothing follows but that it may be now.
  const ageMs = launched === null ? LAUNCH_MS : Math.max(0, Date.now() - launched.mtimeMs);
  if (ageMs >= LAUNCH_MS) return;
  const bootId = (await readLaunchSpec(machineDir))?.bootId;
  const deadline = performance.now() + LAUNCH_MS - ageMs;
  while (performance.now() < deadline && (await readRunRecord(machineDir))?.bootId !== bootId) {
    await delay(RETRY_MS);
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
