import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { DiskLocks, MachineLock, removeSockets, runtimeFiles } from '@umlaut/core/machine';
import { reportReady } from '@umlaut/core/process';
import { ConsoleSet } from './console-set.ts';
import type { Endpoint } from './endpoint.ts';
import { checkLaunch } from './launch-check.ts';
import { Monitor } from './monitor.ts';
import { RunRecords } from './run-records.ts';

/** The machine's lock, acquired by whoever started this monitor; see core/machine/launch-monitor.ts. */
const LOCK_FD = 4;

/**
 * Runs one machine from launch to its final exit.
 * @throws UmlautError MACHINE_RUNNING, DISK_*, COW_INVALID, BACKING_*, KERNEL_* before anything was started
 */
export async function runMonitor(spec: LaunchSpec): Promise<void> {
  const runtime = runtimeFiles(spec.runtimeDir, spec.machineId);
  using _lock = MachineLock.inherit(LOCK_FD);
  await checkLaunch(spec);
  using _disks = DiskLocks.acquire(spec.disks);
  // With the lock held, whatever lies there is of a monitor that is gone.
  await removeSockets(spec.runtimeDir, spec.machineId);
  const startedAt = new Date().toISOString();
  const records = new RunRecords(spec, startedAt);
  records.begin();
  using consoles = ConsoleSet.open(spec);
  let endpoint: Endpoint | null = null;
  using monitor = new Monitor({
    spec,
    consoles,
    records,
    startedAt,
    onStatus: (status) => endpoint?.publish(status),
  });
  handleSignals(monitor);
  monitor.start();
  endpoint = await openEndpoint(monitor, consoles, runtime.monitorSocket);
  reportReady();
  await monitor.finished;
  await consoles.end();
  await endpoint.close();
  await removeSockets(spec.runtimeDir, spec.machineId);
}

/** HTTP and WebSockets are loaded only now, while UML boots: they take as long as all the rest together. */
async function openEndpoint(monitor: Monitor, consoles: ConsoleSet, socketPath: string): Promise<Endpoint> {
  const module = await import('./endpoint.ts');
  const endpoint = new module.Endpoint({
    status: () => monitor.status(),
    execute: async (command) => monitor.execute(command),
    askBatch: async (request) => monitor.askBatch(request),
    openConsole: (name, query) => consoles.attacher(name, query),
  });
  await endpoint.listen(socketPath);
  return endpoint;
}

function handleSignals(monitor: Monitor): void {
  process.on('SIGTERM', () => monitor.hurry());
  // The terminal or session that the server was started from does not concern a machine.
  process.on('SIGHUP', () => {});
  process.on('SIGINT', () => {});
}
