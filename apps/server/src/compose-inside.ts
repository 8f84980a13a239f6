import type { MachineId } from '@umlaut/contracts/model';
import type { Foundation } from './foundation.ts';
import { GuestFiles } from './inside/guest-files.ts';
import { GuestMemory } from './inside/guest-memory.ts';
import { KernelDoctor } from './inside/kernel-doctor.ts';
import { MconsoleHistory } from './inside/mconsole-history.ts';
import { MconsoleService } from './inside/mconsole-service.ts';
import { OutcomeWatch } from './inside/outcome-watch.ts';
import type { KernelLibrary } from './kernels/kernel-library.ts';
import type { KeyQueue } from './machines/key-queue.ts';
import type { MachineRegistry } from './machines/machine-registry.ts';
import type { RunSupervisor } from './machines/run-supervisor.ts';
import type { XrayService } from './xray/xray-service.ts';

export interface InsideParts {
  mconsole: MconsoleService;
  files: GuestFiles;
  memory: GuestMemory;
}

/** What can be asked of the guests of running machines. */
export function composeInside(
  base: Foundation,
  machines: {
    registry: MachineRegistry;
    supervisor: RunSupervisor;
    queue: KeyQueue<MachineId>;
    kernels: KernelLibrary;
    xrays: XrayService;
  },
): InsideParts {
  const { db, activity, log } = base;
  const { registry, supervisor, queue, kernels, xrays } = machines;
  const doctor = new KernelDoctor(xrays);
  const memory = new GuestMemory({
    registry,
    queue,
    activity,
    doctor,
    hostBytes: (entry) => xrays.hostBytes(entry),
  });
  const mconsole = new MconsoleService({
    registry,
    queue,
    activity,
    history: new MconsoleHistory({ db, log }),
    outcome: new OutcomeWatch(supervisor),
    doctor,
    memory,
    kernels: () => kernels.files(),
  });
  return { mconsole, files: new GuestFiles({ registry, doctor }), memory };
}
