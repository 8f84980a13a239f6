import type { MachineId } from '@umlaut/contracts/model';
import { machinePaths } from '@umlaut/core/machine';
import type { Foundation } from './foundation.ts';
import { GuestFiles } from './inside/guest-files.ts';
import { GuestMemory } from './inside/guest-memory.ts';
import { IncidentReporter } from './inside/incident-reporter.ts';
import { Incidents } from './inside/incidents.ts';
import { KernelDoctor } from './inside/kernel-doctor.ts';
import { MconsoleHistory } from './inside/mconsole-history.ts';
import { MconsoleService } from './inside/mconsole-service.ts';
import { OutcomeWatch } from './inside/outcome-watch.ts';
import type { KernelLibrary } from './kernels/kernel-library.ts';
import type { KeyQueue } from './machines/key-queue.ts';
import type { MachineRegistry } from './machines/machine-registry.ts';
import type { RunSupervisor } from './machines/run-supervisor.ts';
import { XrayService } from './xray/xray-service.ts';

export interface InsideParts {
  xrays: XrayService;
  mconsole: MconsoleService;
  files: GuestFiles;
  memory: GuestMemory;
  incidents: Incidents;
  close(): Promise<void>;
}

/** What can be seen of the guests of running machines and asked of their kernels. */
export async function composeInside(
  base: Foundation,
  machines: {
    registry: MachineRegistry;
    supervisor: RunSupervisor;
    queue: KeyQueue<MachineId>;
    kernels: KernelLibrary;
  },
): Promise<InsideParts> {
  const { config, account, db, activity, events, log } = base;
  const { registry, supervisor, queue } = machines;
  const paths = (id: MachineId): ReturnType<typeof machinePaths> => machinePaths(config.home, id);
  const machineDir = (id: MachineId): string => paths(id).machineDir;
  const kernels = (): ReturnType<KernelLibrary['files']> => machines.kernels.files();

  const reporter = await IncidentReporter.start({ db, registry, activity, machineDir, log });
  const xrays = new XrayService({
    registry,
    events,
    diskPath: (id, number) => paths(id).diskPath(number),
    incidents: (id) => reporter.known(id),
    log,
  });
  const doctor = new KernelDoctor(xrays);
  const hostBytes = (entry: Parameters<XrayService['hostBytes']>[0]): Promise<number> =>
    xrays.hostBytes(entry);
  const memory = new GuestMemory({ registry, queue, activity, doctor, hostBytes });
  const mconsole = new MconsoleService({
    registry,
    queue,
    activity,
    history: new MconsoleHistory({ db, events, log }),
    outcome: new OutcomeWatch(supervisor),
    doctor,
    memory,
    kernels,
    onInterface: (id, name) => xrays.addInterface(id, name),
  });
  return {
    xrays,
    mconsole,
    files: new GuestFiles({ registry, doctor }),
    memory,
    incidents: new Incidents({ registry, machineDir, kernels, account }),
    close: async () => {
      xrays.close();
      await reporter.close();
    },
  };
}
