import type { IncidentSummary, MachineState, Xray } from '@umlaut/contracts/model';
import { describeHealth } from '@umlaut/core/xray';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { toMachineState } from '../machines/machine-run.ts';
import { phaseQueue } from './phase-queue.ts';
import type { RunLook } from './run-look.ts';

/** What a look saw; null while the guest cannot answer. */
export type Seen = Pick<Xray, 'sample' | 'footprint'>;

export const NOTHING_SEEN: Seen = { sample: null, footprint: null };

/** All that is shown of one machine, with the verdict. */
export function composeXray(
  entry: MachineEntry,
  seen: Seen,
  { run, incidents }: { run: RunLook | null; incidents: readonly IncidentSummary[] },
): Xray {
  const status = entry.run?.kind === 'watched' ? entry.run.status : null;
  const newest = status?.lastIncident ?? null;
  const state = stateOf(entry);
  const queue = phaseQueue(state) ?? run?.queue ?? { state: 'answering', since: null, detail: null };
  const health = describeHealth({
    ...seen,
    state,
    queue,
    // The newest may not have been read yet.
    incidents: newest === null ? incidents : [newest, ...incidents.filter(({ id }) => id !== newest.id)],
    interfaces: run?.interfaces ?? [],
    memoryTakenMiB: status?.memoryTakenMiB ?? 0,
    now: Date.now(),
  });
  return { machineId: entry.record.id, queue, health, ...seen };
}

export function stateOf({ run, record }: MachineEntry): MachineState {
  return toMachineState(run, record.lastExit);
}

/** Whether its kernel may be asked, as far as the machine's phase tells. */
export function isAskable(entry: MachineEntry): boolean {
  return phaseQueue(stateOf(entry)) === null;
}
