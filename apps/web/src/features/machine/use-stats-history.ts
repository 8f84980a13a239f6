import type { MachineId, MachineStats } from '@umlaut/contracts/model';
import { useEffect, useState } from 'react';
import { useStats } from '../../live/stats-store.ts';

/** Five minutes at one sample in two seconds. */
export const STATS_HISTORY = 150;

/** The samples of one machine since the page was opened, oldest first, growing live. */
export function useStatsHistory(id: MachineId): readonly MachineStats[] {
  const [history, setHistory] = useState<readonly MachineStats[]>(() => {
    const latest = useStats.getState().byMachine.get(id);
    return latest === undefined ? [] : [latest];
  });
  useEffect(
    () =>
      useStats.subscribe((now, before) => {
        if (now.byMachine === before.byMachine) return;
        const sample = now.byMachine.get(id);
        if (sample !== undefined) setHistory((samples) => [...samples, sample].slice(-STATS_HISTORY));
      }),
    [id],
  );
  return history;
}
