import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { FabricCommand, FabricConfig } from '@umlaut/contracts/fabric';
import type { LabLinkId } from '@umlaut/contracts/model';
import { reportReady } from '@umlaut/core/process';
import { Fabric, UdpNicSockets, openDataPlane } from '@umlaut/fabric';
import { scheduleAsBatch, tryLockFile } from '@umlaut/hostio';
import { BridgePorts } from './bridge-ports.ts';
import { ConfigStore } from './config-store.ts';
import { Endpoint } from './endpoint.ts';
import { LimitedLog } from './limited-log.ts';
import { fabricServices } from './services.ts';
import { Traces } from './trace-route.ts';

export interface FabricPaths {
  socketPath: string;
  stateDir: string;
}

const STATE_INTERVAL_MS = 1_000;

/**
 * Runs until it is told to stop.
 * @throws UmlautError LAUNCH_FAILED when another fabric has the folder
 */
export async function runFabric({ socketPath, stateDir }: FabricPaths): Promise<void> {
  using _lock = lockFolder(stateDir);
  // A guest that is interrupted for each frame that it sends has no time to send the next: see docs/fabric.md.
  scheduleAsBatch();
  const stopped = surviveSignals();
  const startedAt = new Date().toISOString();
  const sockets = new UdpNicSockets();
  using open = openDataPlane(sockets);
  const { services, createCaptures, applied } = fabricServices(stateDir);
  const fabric = new Fabric({ plane: open.plane, sockets, services });
  const store = new ConfigStore(stateDir);
  const bridges = new BridgePorts();
  const apply = (config: FabricConfig) => {
    fabric.apply(config);
    bridges.applied(config);
    applied(config);
  };
  const config = await store.load();
  let links: ReadonlySet<LabLinkId> | null = null;
  if (config !== null) {
    try {
      apply(config);
      links = new Set([...config.links, ...(config.bridged?.links ?? [])].map(({ id }) => id));
    } catch (error) {
      // Of another version, perhaps: the server brings a new one.
      process.stderr.write(`The last configuration is of no use: ${String(error)}\n`);
    }
  }
  const captures = await createCaptures({ fabric, bridges, stateDir }, links);
  const traces = new Traces(fabric);
  const endpoint = new Endpoint({
    captures,
    trace: (wanted, signal) => traces.run(wanted, signal),
    state: () => ({ ...fabric.state(), pid: process.pid, at: new Date().toISOString(), startedAt }),
    configure: async (wanted) => {
      apply(wanted);
      await store.save(wanted);
    },
    command: (command: FabricCommand) => {
      if (command.command === 'stop') stopped.now();
      else fabric.command(command);
    },
  });
  // With the lock held, whatever lies there is of a fabric that is gone.
  rmSync(socketPath, { force: true });
  await endpoint.listen(socketPath);
  const timer = setInterval(() => {
    fabric.check();
    captures.check();
    endpoint.publish();
  }, STATE_INTERVAL_MS);
  reportReady();
  await stopped.promise;
  clearInterval(timer);
  await captures.close();
  fabric.close();
  await endpoint.close();
  rmSync(socketPath, { force: true });
}

function lockFolder(stateDir: string): Disposable {
  const fd = openSync(join(stateDir, 'lock'), 'a', 0o600);
  if (tryLockFile(fd)) return { [Symbol.dispose]: () => closeSync(fd) };
  closeSync(fd);
  throw new UmlautError('LAUNCH_FAILED', `Another network fabric runs already with ${stateDir}`);
}

/** Guests live on a fabric that goes on, so a bug that one of their frames finds costs that batch of frames only. */
function surviveSignals(): { promise: Promise<void>; now: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const log = new LimitedLog(Date.now, (text) => process.stderr.write(text));
  process.on('uncaughtException', (error) => log.add(error.stack ?? String(error)));
  process.on('SIGTERM', () => resolve());
  // The terminal or session that the server was started from does not concern a fabric.
  process.on('SIGHUP', () => {});
  process.on('SIGINT', () => {});
  return { promise, now: () => resolve() };
}
