import type { ConsoleName, MachineId } from '@umlaut/contracts/model';
import { useEffect } from 'react';
import { hitMoment } from './hit-text.ts';
import { useConsoleSearch } from './search-store.ts';
import type { OpenPlayer } from './use-history-player.ts';

/** Selects on the screen what was found, once the player has come to the hit that was picked. */
export function useHitPointer(open: OpenPlayer | null, id: MachineId, console: ConsoleName): void {
  const picked = useConsoleSearch((store) => store.picked);
  const matchCase = useConsoleSearch((store) => store.matchCase);
  useEffect(() => {
    if (open === null || picked?.machineId !== id || picked.console !== console) return undefined;
    const { player, screen } = open;
    const text = picked.line.slice(picked.start, picked.start + picked.length);
    let isDone = false;
    const point = (): void => {
      const { seeking, position } = player.view.getState();
      if (isDone || seeking || position !== hitMoment(picked)) return;
      isDone = true;
      screen.point(text, matchCase);
    };
    point();
    return player.view.subscribe(point);
  }, [open, id, console, picked, matchCase]);
}
