import type {
  GuestHealth,
  IncidentSummary,
  MachineFootprint,
  MachineState,
  MconsoleQueue,
  XraySample,
} from '@umlaut/contracts/model';

export interface HealthInput {
  state: MachineState;
  queue: MconsoleQueue;
  /** Null while nobody has looked, or the guest cannot answer. */
  sample: XraySample | null;
  /** The machine's, newest first or in any order; those of earlier runs are passed over. */
  incidents: readonly IncidentSummary[];
  footprint: MachineFootprint | null;
  /** Interfaces that the configuration names or that were up in this run. */
  interfaces: readonly string[];
  /** Given back to the host in this run. */
  memoryTakenMiB: number;
  /** Milliseconds since 1970. */
  now: number;
}

export type HealthReason = GuestHealth['reasons'][number];

/** A sample with the rest. */
export type SeenInput = HealthInput & { sample: XraySample };
