import type { MachineId, MachineStats } from '@umlaut/contracts/model';
import { useStats } from '../../live/stats-store.ts';

/** Samples across a graph: five minutes at one in two seconds. */
export const GRAPH_SLOTS = 150;

const NONE: readonly MachineStats[] = [];

/** The samples of one machine in this run, oldest first, growing live. */
export function useStatsHistory(id: MachineId): readonly MachineStats[] {
  return useStats((store) => store.history.get(id) ?? NONE);
}
