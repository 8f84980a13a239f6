import { useEffect, useRef } from 'react';
import type { HistoryPlayer } from './history-player.ts';

/** How long one stays somewhere before the address says so, milliseconds. */
const SETTLE_MS = 400;

export interface MomentAddress {
  /** Of the address; null: the end. */
  at: number | null;
  onAt: (at: number | null) => void;
  end: number;
}

/** Keeps the place where a player is paused in the address, and goes where the address is changed to. */
export function useMomentAddress(player: HistoryPlayer | null, { at, onAt, end }: MomentAddress): void {
  const told = useRef(at);
  const latest = useRef({ onAt, end });
  useEffect(() => {
    latest.current = { onAt, end };
  });

  useEffect(() => {
    if (player === null || at === told.current) return;
    told.current = at;
    player.seek(at ?? latest.current.end);
  }, [player, at]);

  useEffect(() => {
    if (player === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      const { playing, seeking, position } = player.view.getState();
      if (playing || seeking) return;
      const place = position >= latest.current.end ? null : position;
      if (place === told.current) return;
      told.current = place;
      latest.current.onAt(place);
    };
    const unsubscribe = player.view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(tell, SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [player]);
}
