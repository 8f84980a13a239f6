import type { FabricState, TraceReport } from '@umlaut/contracts/fabric';
import type { LabState, MachineId, MachinePhase } from '@umlaut/contracts/model';
import type { LabRecord } from '../lab-store.ts';
import type { WayEnd } from './drawn-way.ts';
import type { LabNames } from './lab-names.ts';
import type { NextHop } from './next-hops.ts';

/** One of the two machines. */
export interface SceneEnd extends WayEnd {
  machineId: MachineId;
  name: string;
  /** That is plugged in. */
  nic: number;
  address: string | null;
}

/** All that a verdict is made of. */
export interface ReachScene {
  lab: LabRecord;
  names: LabNames;
  from: SceneEnd;
  to: SceneEnd;
  target: string;
  state: LabState;
  phase: (id: MachineId) => MachinePhase;
  /** Whether a guest forwards packets (net.ipv4.ip_forward); null: it does not say. */
  forwards: (id: MachineId) => boolean | null;
  hops: readonly NextHop[];
  report: TraceReport;
  /** Frames that could not be handed to an interface meanwhile, by the id of the NIC. */
  refused: (machine: MachineId, nic: number) => number;
}

/** Of NICs: frames that nobody took, between two words of the fabric. */
export function refusedBetween(before: FabricState, after: FabricState): Map<string, number> {
  const counts = (state: FabricState): Map<string, number> =>
    new Map(state.nics.map(({ id, received }) => [id, received.drops['send-failed'] ?? 0]));
  const earlier = counts(before);
  return new Map([...counts(after)].map(([id, count]) => [id, count - (earlier.get(id) ?? 0)]));
}
