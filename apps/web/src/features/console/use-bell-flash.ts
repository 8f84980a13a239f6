import { useEffect, type RefObject } from 'react';
import type { TerminalSession } from './terminal-session.ts';

const FLASH_MS = 220;

/** The guest's bell: the terminal's frame lights up for a moment, however often it rings. */
export function useBellFlash(session: TerminalSession | null, place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (session === null) return undefined;
    let flash: Animation | undefined;
    const stop = session.view.subscribe((now, before) => {
      if (now.bells === before.bells || flash?.playState === 'running') return;
      const lit = 'inset 0 0 0 2px var(--u-warn)';
      flash = place.current?.animate([{ boxShadow: lit }, { boxShadow: 'none' }], FLASH_MS);
    });
    return () => {
      stop();
      flash?.cancel();
    };
  }, [session, place]);
}
