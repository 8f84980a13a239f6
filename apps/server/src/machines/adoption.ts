import { setTimeout as delay } from 'node:timers/promises';
import { machinePaths, readExitRecord, readRunRecord } from '@umlaut/core/machine';
import type { MachineId } from '@umlaut/contracts/model';
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
      if (await isSettled(deps.home, record)) return;
      await queue.run(record.id, () => supervisor.recover(record.id));
    } catch (error) {
      log.error({ err: error, machine: record.id }, 'a machine could not be recovered');
    }
  });
  await Promise.race([all, delay(PATIENCE_MS, undefined, { ref: false })]);
}

/** The last run has its exit record and we know of it: nothing to look for. */
async function isSettled(home: string, record: MachineRecord): Promise<boolean> {
  const { machineDir } = machinePaths(home, record.id);
  const run = await readRunRecord(machineDir);
  if (run === null) return true;
  const exit = await readExitRecord(machineDir);
  return exit !== null && exit.bootId === run.bootId && isSameExit(record.lastExit, exit.exit);
}
