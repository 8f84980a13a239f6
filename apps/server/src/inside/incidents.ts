import { UmlautError } from '@umlaut/contracts/errors';
import type { Incident, IncidentSummary, MachineId } from '@umlaut/contracts/model';
import { decodeIncident, locateFrames } from '@umlaut/core/kernel-log';
import type { KernelFile } from '@umlaut/core/kernels';
import { listIncidents, readIncident } from '@umlaut/core/machine';
import type { MachineAccount } from '../host/machine-account.ts';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { runKernel } from '../machines/run-facts.ts';

export interface IncidentsDeps {
  registry: MachineRegistry;
  machineDir: (id: MachineId) => string;
  kernels: () => readonly KernelFile[];
  account: MachineAccount;
}

/** What went wrong inside the guests, as their monitors kept it. */
export class Incidents {
  readonly #deps: IncidentsDeps;

  constructor(deps: IncidentsDeps) {
    this.#deps = deps;
  }

  /** Newest first. @throws MACHINE_NOT_FOUND */
  async list(id: MachineId): Promise<IncidentSummary[]> {
    this.#deps.registry.get(id);
    return listIncidents(this.#deps.machineDir(id));
  }

  /**
   * With its traces decoded, and their source lines when the kernel's file tells them: of the kernel that the
   * machine has now, which may be another one.
   * @throws MACHINE_NOT_FOUND, INCIDENT_NOT_FOUND
   */
  async get(id: MachineId, incidentId: number): Promise<Incident> {
    const { registry, machineDir, kernels, account } = this.#deps;
    const entry = registry.get(id);
    const record = await readIncident(machineDir(id), incidentId);
    if (record === null) {
      throw new UmlautError('INCIDENT_NOT_FOUND', `The machine has no incident ${incidentId}.`, {
        field: 'incidentId',
        hint: 'Only the newest are kept.',
      });
    }
    const incident = decodeIncident(record);
    const kernel = runKernel(entry, kernels());
    if (kernel === undefined) return incident;
    const traces = await locateFrames(kernel.path, incident.traces, { runAs: account.runAs });
    return { ...incident, traces };
  }
}
